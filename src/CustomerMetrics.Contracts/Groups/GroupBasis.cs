namespace CustomerMetrics;

/// <summary>The money that customers are ordered by.</summary>
public enum GroupBasis
{
    /// <summary>All amounts, refunds too.</summary>
    Revenue,

    /// <summary>Revenue less cost.</summary>
    Profit,
}
