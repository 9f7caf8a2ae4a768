namespace CustomerMetrics;

/// <summary>The named formulas of what a customer is worth.</summary>
public enum ValueMethod
{
    /// <summary>ARPA x margin / churn of customers.</summary>
    ArpaOverChurn,

    /// <summary>ARPA x margin / churn of net revenue.</summary>
    ArpaOverNetRevenueChurn,

    /// <summary>m r / (1 + i - r), with m the margin of a customer in a period, r the retention and i the discount.</summary>
    MarginMultiple,
}
