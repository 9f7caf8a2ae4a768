namespace CustomerMetrics;

/// <summary>What of a cohort is measured at an offset.</summary>
public enum CohortMeasure
{
    /// <summary>Those who are active, of those who came.</summary>
    Customers,

    /// <summary>Money at the offset, of the money at offset 0.</summary>
    Revenue,

    /// <summary>Money up to the end of the offset, of the money at offset 0.</summary>
    CumulativeRevenue,

    /// <summary>Days with an activity at the offset, of those at offset 0.</summary>
    Orders,
}
