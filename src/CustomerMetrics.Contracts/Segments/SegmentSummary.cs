using System;

namespace CustomerMetrics;

/// <summary>The customers of one named segment together. The lines add up to all customers and all money.</summary>
public sealed record SegmentSummary
{
    public required string Segment { get; init; }

    public required long Customers { get; init; }

    /// <summary>The part of <see cref="TotalCustomers"/>.</summary>
    public double? CustomerShare { get; init; }

    public required decimal Revenue { get; init; }

    /// <summary>The part of <see cref="TotalRevenue"/>; null where that is not above zero.</summary>
    public double? RevenueShare { get; init; }

    /// <summary>Null without customers.</summary>
    public decimal? RevenuePerCustomer { get; init; }

    /// <summary>Null where nobody of the segment bought.</summary>
    public double? MedianRecencyDays { get; init; }

    public double? MedianFrequency { get; init; }

    public decimal? MedianMonetary { get; init; }

    /// <summary>Purchases, as <see cref="FrequencyOf"/> counts them.</summary>
    public required long Purchases { get; init; }

    /// <summary>The 95% interval of <see cref="CustomerShare"/>.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    public required long TotalCustomers { get; init; }

    public required decimal TotalRevenue { get; init; }

    /// <summary>The first rule of the segment, counted from 1; null of those that no rule names.</summary>
    public int? Rule { get; init; }

    /// <summary>The customers of all segments less all customers. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>The money of all segments less the sum of all rows. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    public required SegmentMethod Method { get; init; }

    public required int Bins { get; init; }

    public required FrequencyMeasure FrequencyOf { get; init; }

    public required SegmentCuts Cuts { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
