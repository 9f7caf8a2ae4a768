using System;

namespace CustomerMetrics;

/// <summary>Static customer equity: what the customers who are there at a date are expected to bring from then on. Customers to be won later are not in it.</summary>
public sealed record CustomerEquity
{
    /// <summary>The valuation date: the first day that is not seen.</summary>
    public required DateTime AsOf { get; init; }

    public string? Group { get; init; }

    /// <summary>Those with a purchase before the date.</summary>
    public required long Customers { get; init; }

    /// <summary>The sum of their residual values; null with a reason.</summary>
    public decimal? Equity { get; init; }

    /// <summary>In 95 of 100 cases these customers bring something between Low and High.</summary>
    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    /// <summary>What kind of equity it is, and how the interval was made.</summary>
    public required string Method { get; init; }

    /// <summary>The 95% interval of <see cref="Equity"/> itself, for what the data leave open of the parameters.</summary>
    public decimal? MeanLow { get; init; }

    public decimal? MeanHigh { get; init; }

    /// <summary>How many are expected to be still there; null with a reason.</summary>
    public double? ExpectedAlive { get; init; }

    /// <summary>Within the horizon; null when it is infinite.</summary>
    public double? ExpectedPurchases { get; init; }

    /// <summary>The net money of these customers so far.</summary>
    public required decimal Net { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Reason { get; init; }

    public required ModelKind Model { get; init; }

    /// <summary>The as-of date of the model.</summary>
    public required DateTime ModelAsOf { get; init; }

    public required string Horizon { get; init; }

    /// <summary>Per year.</summary>
    public required double DiscountRate { get; init; }

    /// <summary>What of the money counts; null where equity is revenue.</summary>
    public double? MarginRate { get; init; }

    public string? GroupBy { get; init; }

    public string? Currency { get; init; }
}
