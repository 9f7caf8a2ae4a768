using System;

namespace CustomerMetrics;

/// <summary>How long the customers of a group stay.</summary>
public sealed record CustomerSurvival
{
    public string? Group { get; init; }

    public required long Customers { get; init; }

    public required long Lost { get; init; }

    /// <summary>Those last seen as customers: how long they stay is not known yet.</summary>
    public required long Censored { get; init; }

    /// <summary>Those who were customers already when they began to be followed.</summary>
    public required long LateEntries { get; init; }

    /// <summary>The age by which half of them are lost; null while it is not reached.</summary>
    public double? Median { get; init; }

    public double? MedianLow { get; init; }

    public double? MedianHigh { get; init; }

    public required SurvivalQuantile[] Quantiles { get; init; }

    /// <summary>The mean age at loss, of nobody followed beyond <see cref="Horizon"/>.</summary>
    public double? RestrictedMean { get; init; }

    public double? RestrictedMeanLow { get; init; }

    public double? RestrictedMeanHigh { get; init; }

    public required double Horizon { get; init; }

    /// <summary>The kind of the intervals of shares and of their quantiles.</summary>
    public required SurvivalInterval IntervalKind { get; init; }

    /// <summary>The unit of ages; null when the durations did not say.</summary>
    public AgeUnit? Unit { get; init; }

    public required string Method { get; init; }

    /// <summary>How the losses were told: by the table, or by a rule.</summary>
    public required string Rule { get; init; }

    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>Of the lost, those who came back later, so that the rule declared their loss too early.</summary>
    public long? CameBack { get; init; }

    /// <summary><see cref="CameBack"/> by <see cref="Lost"/>.</summary>
    public double? CameBackShare { get; init; }

    /// <summary>Whether some of them came so close to the beginning of the data that they may be older than they look.</summary>
    public bool LeftEdge { get; init; }

    public SurvivalPoint[] Curve { get; init; } = [];

    public HazardBand[] Hazard { get; init; } = [];

    /// <summary>Why something is null.</summary>
    public string[] Notes { get; init; } = [];

    public string? GroupBy { get; init; }

    public DateTime? Since { get; init; }

    public DateTime? AsOf { get; init; }

    public string? TimeZone { get; init; }
}
