using System;

namespace CustomerMetrics;

/// <summary>
/// What happened to the money of customers in a period: OpeningValue + NewValue + ReturnedValue + MovedInValue + Expansion - Contraction - LostValue -
/// MovedOutValue + FxEffect = ClosingValue; and what is left of the money that was there a longer time before.
/// </summary>
public sealed record RevenueRetention
{
    public required string Period { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public string? Group { get; init; }

    /// <summary>False while the period ends after the as-of date.</summary>
    public required bool IsComplete { get; init; }

    public required decimal OpeningValue { get; init; }

    public required decimal NewValue { get; init; }

    public required decimal Expansion { get; init; }

    public required decimal Contraction { get; init; }

    public required decimal LostValue { get; init; }

    public required decimal ReturnedValue { get; init; }

    public required decimal MovedInValue { get; init; }

    public required decimal MovedOutValue { get; init; }

    /// <summary>What exchange rates did to the money of those at both ends.</summary>
    public required decimal FxEffect { get; init; }

    public required decimal ClosingValue { get; init; }

    public required long Opening { get; init; }

    public required long New { get; init; }

    /// <summary>Customers of the opening whose money grew or shrank, those who moved to another group among them.</summary>
    public required long Expanded { get; init; }

    public required long Contracted { get; init; }

    public required long Lost { get; init; }

    public required long Returned { get; init; }

    public required long MovedIn { get; init; }

    public required long MovedOut { get; init; }

    public required long Closing { get; init; }

    /// <summary>Of the opening's money, the share that was lost or contracted in the period.</summary>
    public double? GrossChurn { get; init; }

    public double? GrossChurnLow { get; init; }

    public double? GrossChurnHigh { get; init; }

    /// <summary>The like with expansion taken off, and on request what returned.</summary>
    public double? NetChurn { get; init; }

    public double? NetChurnLow { get; init; }

    public double? NetChurnHigh { get; init; }

    /// <summary>GRR: of the money of the customers of the base, what they still pay, each at most what it was.</summary>
    public double? GrossRetention { get; init; }

    public double? GrossRetentionLow { get; init; }

    public double? GrossRetentionHigh { get; init; }

    /// <summary>NRR: what the customers of the base pay now, by what they paid then; those lost since are among them with nothing.</summary>
    public double? NetRetention { get; init; }

    public double? NetRetentionLow { get; init; }

    public double? NetRetentionHigh { get; init; }

    /// <summary>The periods from the base to the close.</summary>
    public int? Trailing { get; init; }

    /// <summary>The customers of the base, and their money; null where the trailing time was not asked for.</summary>
    public long? BaseCustomers { get; init; }

    public decimal? BaseValue { get; init; }

    /// <summary>(NewValue + ReturnedValue + Expansion) / (LostValue + Contraction); null without losses.</summary>
    public double? QuickRatio { get; init; }

    /// <summary>The like without those who returned.</summary>
    public double? QuickRatioWithoutReturned { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Reason { get; init; }

    /// <summary>How the intervals were made.</summary>
    public string? Interval { get; init; }

    /// <summary>Customers left out of the rates of the period, and of the trailing ones, because their money was negative.</summary>
    public long Excluded { get; init; }

    public long TrailingExcluded { get; init; }

    public required bool NetIncludesReturned { get; init; }

    public required decimal Check { get; init; }

    public required PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public int? GraceDays { get; init; }

    public DateTime? AsOf { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Where the entry came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }

    public string? TimeZone { get; init; }

    public string? Currency { get; init; }
}
