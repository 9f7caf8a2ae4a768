using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How groups are compared.</summary>
public sealed record SurvivalTestQuery
{
    public IReadOnlyList<SurvivalTestKind> Tests { get; init; } = [SurvivalTestKind.LogRank];

    /// <summary>Under FlemingHarrington the power of the share that was still there; null is 1.</summary>
    public double? FlemingP { get; init; }

    /// <summary>The power of the share that was lost; null is 0.</summary>
    public double? FlemingQ { get; init; }
}
