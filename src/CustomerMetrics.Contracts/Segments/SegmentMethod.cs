namespace CustomerMetrics;

/// <summary>How recency, frequency and money become scores.</summary>
public enum SegmentMethod
{
    /// <summary>By the share of customers who are worse; equal values have equal scores.</summary>
    Rank,

    /// <summary>As the R package rfm does: quantiles of type 7 plus one, each measure on its own.</summary>
    Independent,

    /// <summary>By rank, frequency among those of one recency score, money among those of one recency and frequency score.</summary>
    Nested,

    /// <summary>By cut points that are given.</summary>
    Fixed,
}
