namespace CustomerMetrics;

/// <summary>A point of a whale curve: what the best so many customers bring together.</summary>
public sealed record ConcentrationPoint
{
    public required long Customers { get; init; }

    public required double CustomerShare { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>The part of the total; null where that is not above zero.</summary>
    public double? Share { get; init; }
}
