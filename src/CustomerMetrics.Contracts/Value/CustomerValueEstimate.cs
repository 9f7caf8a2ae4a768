using System;

namespace CustomerMetrics;

/// <summary>What a customer is worth on average by one formula, with everything that went into it.</summary>
public sealed record CustomerValueEstimate
{
    public required ValueMethod Method { get; init; }

    public string? Group { get; init; }

    /// <summary>Null where it is undefined, see <see cref="Reason"/>.</summary>
    public decimal? Value { get; init; }

    /// <summary>The value at the ends of the 95% interval of churn; null where an end gives none.</summary>
    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    /// <summary>Money of an average customer in a period.</summary>
    public decimal? Arpa { get; init; }

    /// <summary>The mean churn of a period: of customers, or of net revenue.</summary>
    public double? Churn { get; init; }

    public double? ChurnLow { get; init; }

    public double? ChurnHigh { get; init; }

    /// <summary>The periods averaged.</summary>
    public required int Periods { get; init; }

    /// <summary>Null when the value is one of revenue, or the cost column gives no rate.</summary>
    public double? MarginRate { get; init; }

    public required MarginBasis MarginBasis { get; init; }

    /// <summary>Per year.</summary>
    public double? DiscountRate { get; init; }

    /// <summary>Per year.</summary>
    public double? MarginGrowth { get; init; }

    /// <summary>The formula in words.</summary>
    public required string Formula { get; init; }

    /// <summary>How the interval of churn was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Reason { get; init; }

    public string? FirstPeriod { get; init; }

    public string? LastPeriod { get; init; }

    /// <summary>Customers at the openings of these periods, added up, and how many of them were lost.</summary>
    public required long Opening { get; init; }

    public required long Lost { get; init; }

    public PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public DateTime? AsOf { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    public string? TimeZone { get; init; }

    public string? Currency { get; init; }
}
