namespace CustomerMetrics;

/// <summary>Which model is asked for.</summary>
public enum ModelChoice
{
    /// <summary>The one that foretold best.</summary>
    Auto,
    ParetoNbd,
    MbgNbd,
    BgNbd,
    Nbd,
}
