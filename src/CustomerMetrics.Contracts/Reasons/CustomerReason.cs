using System;

namespace CustomerMetrics;

/// <summary>
/// The customers of one movement of a period who gave the same reason. The lines of a period, those without a recorded reason among them, add up to the ledger.
/// </summary>
public sealed record CustomerReason
{
    /// <summary>What stands for a reason where none is recorded.</summary>
    public const string NotRecorded = "(no reason recorded)";

    /// <summary>What stands for all reasons that were not among the top.</summary>
    public const string Other = "(other reasons)";

    public required string Period { get; init; }

    public string? Group { get; init; }

    public required CustomerMovement Movement { get; init; }

    public required string Reason { get; init; }

    public required ReasonKind Kind { get; init; }

    public required long Customers { get; init; }

    /// <summary>The part of <see cref="Total"/>; null where nobody moved, or the period is open.</summary>
    public double? CustomerShare { get; init; }

    /// <summary>The 95% interval of <see cref="CustomerShare"/>.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The money of these customers: at the opening for the lost, else at the close.</summary>
    public required decimal Value { get; init; }

    /// <summary>The part of <see cref="TotalValue"/>; null where that is not above zero.</summary>
    public double? ValueShare { get; init; }

    /// <summary>The 95% interval of <see cref="ValueShare"/>.</summary>
    public double? ValueLow { get; init; }

    public double? ValueHigh { get; init; }

    /// <summary>Customers of the same reason in the period before; null where there is none to compare with.</summary>
    public long? Previous { get; init; }

    public long? Change { get; init; }

    public decimal? PreviousValue { get; init; }

    public decimal? ValueChange { get; init; }

    /// <summary>The change of <see cref="CustomerShare"/> since the period before.</summary>
    public double? ShareChange { get; init; }

    /// <summary>All customers of the movement.</summary>
    public required long Total { get; init; }

    public required decimal TotalValue { get; init; }

    /// <summary>People: the sum over the reasons less the ledger. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>Money: the sum over the reasons less the ledger. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>How the interval of people was made.</summary>
    public string? Interval { get; init; }

    /// <summary>How the interval of money was made.</summary>
    public string? ValueInterval { get; init; }

    /// <summary>Why a share is null.</summary>
    public string? Note { get; init; }

    public required ReasonDirection Direction { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>The days between two terms that are bridged; null but for subscriptions.</summary>
    public int? GraceDays { get; init; }

    public required int WithinDays { get; init; }

    public required DateTime AsOf { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Where the reasons came from.</summary>
    public required string ReasonsFrom { get; init; }

    /// <summary>The reasons that this line puts together.</summary>
    internal string[] Named { get; init; } = [];

    /// <summary>Where the line came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }

    /// <summary>The table of the reasons; it does not leave the process.</summary>
    internal ReasonTable? Table { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
