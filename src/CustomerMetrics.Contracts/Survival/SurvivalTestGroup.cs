namespace CustomerMetrics;

/// <summary>A group in a test of survival.</summary>
public sealed record SurvivalTestGroup
{
    public required string Group { get; init; }

    public required long Customers { get; init; }

    /// <summary>The losses.</summary>
    public required long Observed { get; init; }

    /// <summary>The losses that one rate for all would have brought.</summary>
    public required double Expected { get; init; }

    /// <summary>The sum over the ages of what is lost beyond the expected, with the weights of the test.</summary>
    public required double WeightedDifference { get; init; }
}
