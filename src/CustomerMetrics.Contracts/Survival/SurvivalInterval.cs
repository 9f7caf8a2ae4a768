namespace CustomerMetrics;

/// <summary>On which scale the 95% interval of a share is symmetric.</summary>
public enum SurvivalInterval
{
    /// <summary>The logarithm of the negative logarithm: it stays between 0 and 1, and holds for few customers.</summary>
    LogLog,

    /// <summary>The logarithm, cut at 1.</summary>
    Log,
}
