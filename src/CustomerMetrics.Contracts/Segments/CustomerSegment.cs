using System;

namespace CustomerMetrics;

/// <summary>How recently, how often and for how much one customer bought, scored against the others or by fixed cuts, and the named segment of the scores.</summary>
public sealed record CustomerSegment
{
    /// <summary>The segment of customers whom no rule fits.</summary>
    public const string Others = "Others";

    /// <summary>The segment of customers who have only refunds or cancelled sales, and no scores.</summary>
    public const string NoPurchase = "(no purchase)";

    public required string CustomerId { get; init; }

    /// <summary>Whole days from the last activity to the as-of date; null without one.</summary>
    public int? RecencyDays { get; init; }

    /// <summary>Purchases, as <see cref="FrequencyOf"/> counts them.</summary>
    public required int Frequency { get; init; }

    /// <summary>Net money.</summary>
    public required decimal Monetary { get; init; }

    /// <summary>The score of recency: 1 is the worst.</summary>
    public int? R { get; init; }

    public int? F { get; init; }

    public int? M { get; init; }

    /// <summary>The three scores as one text, such as 545; with ten scores joined by hyphens.</summary>
    public string? Score { get; init; }

    /// <summary>Null where no segments are named.</summary>
    public string? Segment { get; init; }

    public DateTime? LastActivity { get; init; }

    public required SegmentMethod Method { get; init; }

    /// <summary>The number of scores.</summary>
    public required int Bins { get; init; }

    public required FrequencyMeasure FrequencyOf { get; init; }

    /// <summary>The cut points used, one object for all customers, as -Cuts takes it.</summary>
    public required SegmentCuts Cuts { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
