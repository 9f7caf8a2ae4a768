namespace CustomerMetrics;

/// <summary>What a churn rate counts.</summary>
public enum ChurnBasis
{
    Customers,

    /// <summary>Money lost and contracted / opening money.</summary>
    GrossRevenue,

    /// <summary>Money lost and contracted less expansion / opening money.</summary>
    NetRevenue,
}
