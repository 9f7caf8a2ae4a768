using System;

namespace CustomerMetrics;

/// <summary>A churn rate with what it was made of.</summary>
public sealed record ChurnRate
{
    public required string Period { get; init; }

    public string? Group { get; init; }

    public required ChurnBasis Basis { get; init; }

    public required ChurnMethod Method { get; init; }

    /// <summary>A share of one; null where it is undefined, see <see cref="Reason"/>.</summary>
    public double? Rate { get; init; }

    public decimal? Numerator { get; init; }

    public decimal? Denominator { get; init; }

    /// <summary>The 95% interval; null where the method has none, see <see cref="Reason"/>.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The rate compounded over a year; null above 100%.</summary>
    public double? Annualized { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Reason { get; init; }

    /// <summary>Customers left out of a money rate because their money was negative.</summary>
    public long Excluded { get; init; }

    /// <summary>Null for an entry that did not tell it.</summary>
    public DateTime? Start { get; init; }

    public DateTime? End { get; init; }

    public PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public DateTime? AsOf { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Where the rate came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }

    public string? TimeZone { get; init; }

    public string? Currency { get; init; }
}
