using System;

namespace CustomerMetrics;

/// <summary>A point of a survival curve, or of the incidence of one reason, as a line of a table.</summary>
public sealed record SurvivalLine
{
    public string? Group { get; init; }

    /// <summary>Null for the survival curve.</summary>
    public string? Reason { get; init; }

    public required double Age { get; init; }

    public required long AtRisk { get; init; }

    public required long Entered { get; init; }

    /// <summary>Those lost at this age; of a reason, those lost for it.</summary>
    public required long Lost { get; init; }

    public required long Censored { get; init; }

    /// <summary>The share that is still there; of a reason, the share that is lost for it.</summary>
    public required double Share { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Null for a reason.</summary>
    public double? CumulativeHazard { get; init; }

    public double? CumulativeHazardLow { get; init; }

    public double? CumulativeHazardHigh { get; init; }

    public required SurvivalInterval IntervalKind { get; init; }

    public AgeUnit? Unit { get; init; }

    public required string Method { get; init; }

    public required string Rule { get; init; }

    public string? GroupBy { get; init; }

    public DateTime? Since { get; init; }

    public DateTime? AsOf { get; init; }
}
