namespace CustomerMetrics;

/// <summary>What divides customers, where no column does.</summary>
public enum CustomerGrouping
{
    /// <summary>The named segments of recency, frequency and money at the end of the time asked for.</summary>
    Segment,

    /// <summary>Tenths of the customers by their money, the best first; equal customers stay together.</summary>
    Decile,

    /// <summary>Fixed thresholds of money.</summary>
    Tier,
}
