using System;

namespace CustomerMetrics;

/// <summary>Of the customers who were lost at the opening of a period, those who came back in it.</summary>
public sealed record CustomerWinBack
{
    public required string Period { get; init; }

    /// <summary>The group of the latest activity before the period.</summary>
    public string? Group { get; init; }

    /// <summary>Lost at some time before the period, and not back at its opening.</summary>
    public required long LostBefore { get; init; }

    /// <summary>Of these, there again at the close.</summary>
    public required long Returned { get; init; }

    /// <summary>Returned / LostBefore; null where nobody was lost, or the period is open.</summary>
    public double? Rate { get; init; }

    /// <summary>The 95% interval of the rate.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The money of the returned at the close.</summary>
    public required decimal ReturnedValue { get; init; }

    /// <summary>Null where nobody returned.</summary>
    public decimal? ValuePerReturned { get; init; }

    /// <summary>The returned by the months since their loss.</summary>
    public required WinBackAge[] Ages { get; init; }

    /// <summary>Back after so long that they count as new.</summary>
    public required long NewAgain { get; init; }

    public required decimal NewAgainValue { get; init; }

    /// <summary>In all groups: the returned of the ledger who were known before the data, of whose loss the data tells nothing.</summary>
    public required long KnownBefore { get; init; }

    /// <summary>In all groups: Returned, NewAgain and KnownBefore less the returned of the ledger. Always zero.</summary>
    public required long Check { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>True where losses before the data are missing.</summary>
    public required bool LeftEdge { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why the rate is null.</summary>
    public string? Note { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>The days between two terms that are bridged; null but for subscriptions.</summary>
    public int? GraceDays { get; init; }

    /// <summary>The months after which somebody comes as new; null is never.</summary>
    public int? NewAgainAfter { get; init; }

    public required DateTime AsOf { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>Where the line came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }
}
