using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How the value of a customer in each group is reckoned from movements.</summary>
public sealed record MoveValueQuery
{
    public MoveQuery Moves { get; init; } = new();

    /// <summary>The rate of a year, 0.1 for 10%.</summary>
    public required double DiscountRate { get; init; }

    /// <summary>How far to look after the present period; a whole number of periods, or all time.</summary>
    public Horizon Horizon { get; init; } = Horizon.Infinite;

    /// <summary>The money of a period by group; null takes the mean of the customers in it.</summary>
    public IReadOnlyDictionary<string, decimal>? Revenue { get; init; }

    public long Seed { get; init; }
}
