using System;

namespace CustomerMetrics;

/// <summary>The customers of a period who went in one direction.</summary>
public sealed record CustomerMoveSummary
{
    public required string Period { get; init; }

    public required MoveDirection Direction { get; init; }

    public required long Customers { get; init; }

    /// <summary>The part of <see cref="Opening"/>; null of those who were not there, and in an open period.</summary>
    public double? Share { get; init; }

    /// <summary>The 95% interval of the share.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>All customers at the opening.</summary>
    public required long Opening { get; init; }

    public required decimal OpeningValue { get; init; }

    public required decimal ClosingValue { get; init; }

    /// <summary>ClosingValue less OpeningValue.</summary>
    public required decimal Change { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why the share is null.</summary>
    public string? Note { get; init; }

    public required bool IsComplete { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public required PeriodUnit Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public int? GraceDays { get; init; }

    public string? GroupBy { get; init; }

    public string? Tiers { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
