namespace CustomerMetrics;

/// <summary>The share of the customers lost for one reason by an age, where others compete with it.</summary>
public sealed record SurvivalIncidence
{
    public required string Reason { get; init; }

    /// <summary>Those lost for it at this age.</summary>
    public required long Lost { get; init; }

    public required double Incidence { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }
}
