using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>What is asked of durations.</summary>
public sealed record SurvivalQuery
{
    /// <summary>The unit of ages in the answer; null keeps that of the durations.</summary>
    public AgeUnit? AgeUnit { get; init; }

    public SurvivalInterval Interval { get; init; }

    /// <summary>The shares of lost customers whose ages are told.</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [0.25, 0.5, 0.75];

    /// <summary>The age up to which the mean is taken; null takes the last one at which all groups have somebody at risk.</summary>
    public double? Horizon { get; init; }

    /// <summary>The width of a band of the hazard; null takes a round one that makes at most twenty.</summary>
    public double? BandWidth { get; init; }
}
