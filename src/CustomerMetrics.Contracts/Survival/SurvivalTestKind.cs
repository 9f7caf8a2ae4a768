namespace CustomerMetrics;

/// <summary>What each age counts when groups are compared.</summary>
public enum SurvivalTestKind
{
    /// <summary>All ages the same.</summary>
    LogRank,

    /// <summary>The number at risk, so that early ages count more (Gehan, Breslow).</summary>
    Wilcoxon,

    /// <summary>The square root of the number at risk.</summary>
    TaroneWare,

    /// <summary>The share that is still there, as Peto and Peto estimate it.</summary>
    Peto,

    /// <summary>Powers of the share that was still there and of the share that was lost.</summary>
    FlemingHarrington,
}
