namespace CustomerMetrics;

/// <summary>Losses per time at risk in a band of ages: those above From up to To.</summary>
public sealed record HazardBand
{
    public required double From { get; init; }

    public required double To { get; init; }

    public required long Lost { get; init; }

    /// <summary>Customers times the time that they were at risk in the band.</summary>
    public required double Exposure { get; init; }

    /// <summary><see cref="Lost"/> by <see cref="Exposure"/>; null without exposure.</summary>
    public double? Hazard { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }
}
