namespace CustomerMetrics;

/// <summary>A tier of customers, and the money from which on somebody belongs to it.</summary>
public sealed record GroupTier
{
    /// <summary>The tier of customers below all thresholds.</summary>
    public const string Below = "(below)";

    public required string Tier { get; init; }

    public required decimal From { get; init; }
}
