namespace CustomerMetrics;

/// <summary>The age by which a share of the customers is lost; null where it is not reached.</summary>
public sealed record SurvivalQuantile
{
    public required double Lost { get; init; }

    public double? Age { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }
}
