using System;

namespace CustomerMetrics;

/// <summary>What retention is now, and what some points more would be worth.</summary>
public sealed record RetentionImpact
{
    public string? Group { get; init; }

    /// <summary>Of the customers at the openings, the share that stayed for the period.</summary>
    public double? Retention { get; init; }

    /// <summary>The 95% interval.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>The periods that a customer stays on average, 1 / (1 - retention).</summary>
    public double? Lifetime { get; init; }

    public double? LifetimeLow { get; init; }

    public double? LifetimeHigh { get; init; }

    /// <summary>Margin of an average customer in a period; revenue, where nothing tells the margin.</summary>
    public decimal? MarginPerCustomer { get; init; }

    public decimal? ValuePerCustomer { get; init; }

    /// <summary>The percentage points that retention is thought to rise by.</summary>
    public required double Points { get; init; }

    public decimal? ValueWithPoint { get; init; }

    /// <summary>What the points add to the value of a customer; the ends are those of retention.</summary>
    public decimal? Uplift { get; init; }

    public decimal? UpliftLow { get; init; }

    public decimal? UpliftHigh { get; init; }

    /// <summary>Uplift as a share of the value.</summary>
    public double? UpliftShare { get; init; }

    /// <summary>The customers at the close of the last complete period.</summary>
    public required long Customers { get; init; }

    /// <summary>Uplift of all these customers.</summary>
    public decimal? TotalUplift { get; init; }

    public decimal? TotalUpliftLow { get; init; }

    public decimal? TotalUpliftHigh { get; init; }

    /// <summary>Churn compounded over a year.</summary>
    public double? AnnualChurn { get; init; }

    /// <summary>The quarters of work that the revenue of four quarters costs while customers leak away: 4 / (1 - annual churn).</summary>
    public double? QuartersOfWork { get; init; }

    /// <summary>The formula in words.</summary>
    public required string Formula { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Reason { get; init; }

    /// <summary>The periods averaged.</summary>
    public required int Periods { get; init; }

    public string? FirstPeriod { get; init; }

    public string? LastPeriod { get; init; }

    /// <summary>Customers at the openings of these periods, added up, and how many of them were lost.</summary>
    public required long Opening { get; init; }

    public required long Lost { get; init; }

    /// <summary>Money of an average customer in a period.</summary>
    public decimal? Arpa { get; init; }

    /// <summary>Null when the value is one of revenue, or the cost column gives no rate.</summary>
    public double? MarginRate { get; init; }

    public required MarginBasis MarginBasis { get; init; }

    /// <summary>Per year; null when nothing is discounted.</summary>
    public double? DiscountRate { get; init; }

    public PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public DateTime? AsOf { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    public string? TimeZone { get; init; }

    public string? Currency { get; init; }
}
