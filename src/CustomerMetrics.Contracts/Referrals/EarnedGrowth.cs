using System;

namespace CustomerMetrics;

/// <summary>
/// Growth by where it came from: what the customers of the opening pay now, and new customers who were earned by recommendation or bought. The parts add up to the revenue.
/// </summary>
public sealed record EarnedGrowth
{
    /// <summary>Null of figures that were given.</summary>
    public string? Period { get; init; }

    public string? Group { get; init; }

    /// <summary>The money of the customers of the opening.</summary>
    public required decimal BaseRevenue { get; init; }

    /// <summary>The money of the customers of the close.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>What the customers of the opening pay at the close.</summary>
    public required decimal KeptRevenue { get; init; }

    /// <summary>The money of new customers who were referred.</summary>
    public required decimal EarnedRevenue { get; init; }

    /// <summary>The money of the other new customers.</summary>
    public required decimal BoughtRevenue { get; init; }

    /// <summary>What is neither: customers who returned, moves between groups, exchange rates, and of given figures what the parts leave open.</summary>
    public required decimal OtherRevenue { get; init; }

    /// <summary>NRR: <see cref="KeptRevenue"/> / <see cref="BaseRevenue"/>.</summary>
    public double? NetRevenueRetention { get; init; }

    /// <summary>The 95% interval of <see cref="NetRevenueRetention"/>.</summary>
    public double? NetRevenueRetentionLow { get; init; }

    public double? NetRevenueRetentionHigh { get; init; }

    /// <summary>ENC: <see cref="EarnedRevenue"/> / <see cref="BaseRevenue"/>.</summary>
    public double? EarnedNewRate { get; init; }

    /// <summary>NRR + ENC.</summary>
    public double? EarnedGrowthFactor { get; init; }

    /// <summary>EGR: NRR + ENC - 1.</summary>
    public double? EarnedGrowthRate { get; init; }

    /// <summary><see cref="Revenue"/> / <see cref="BaseRevenue"/> - 1.</summary>
    public double? TotalGrowth { get; init; }

    /// <summary><see cref="EarnedGrowthRate"/> / <see cref="TotalGrowth"/>; null unless there was growth.</summary>
    public double? EarnedGrowthRatio { get; init; }

    /// <summary>New customers; null of given figures.</summary>
    public long? New { get; init; }

    /// <summary>New customers who were referred.</summary>
    public long? EarnedNew { get; init; }

    /// <summary><see cref="EarnedNew"/> / <see cref="New"/>.</summary>
    public double? EarnedShare { get; init; }

    /// <summary>The 95% interval of <see cref="EarnedShare"/>.</summary>
    public double? EarnedShareLow { get; init; }

    public double? EarnedShareHigh { get; init; }

    /// <summary>The parts less <see cref="Revenue"/>. Always zero.</summary>
    public required decimal Check { get; init; }

    public bool IsComplete { get; init; } = true;

    /// <summary>How the intervals were made: that of NRR, and that of the share of people.</summary>
    public string? Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Note { get; init; }

    public DateTime? Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public DateTime? End { get; init; }

    public PeriodUnit? Unit { get; init; }

    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public DateTime? AsOf { get; init; }

    public string? GroupBy { get; init; }

    /// <summary>What told who was referred.</summary>
    public string? EarnedBy { get; init; }

    public string? TimeZone { get; init; }

    public string? Currency { get; init; }
}
