namespace CustomerMetrics;

/// <summary>An age at which somebody was lost or last seen.</summary>
public sealed record SurvivalPoint
{
    public required double Age { get; init; }

    /// <summary>Those who could be lost at this age.</summary>
    public required long AtRisk { get; init; }

    /// <summary>Of them, those who came under observation since the age before.</summary>
    public required long Entered { get; init; }

    public required long Lost { get; init; }

    public required long Censored { get; init; }

    /// <summary>The share that is still there after this age.</summary>
    public required double Survival { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The hazard cumulated up to this age, by Nelson and Aalen.</summary>
    public required double CumulativeHazard { get; init; }

    public double? CumulativeHazardLow { get; init; }

    public double? CumulativeHazardHigh { get; init; }

    /// <summary>The shares that are lost by this age, by reason; none without reasons.</summary>
    public required SurvivalIncidence[] Incidence { get; init; }
}
