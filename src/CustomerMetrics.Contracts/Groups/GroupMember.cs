using System;

namespace CustomerMetrics;

/// <summary>A customer of a group, and what the customer brought in the time.</summary>
public sealed record GroupMember
{
    public required string CustomerId { get; init; }

    public required string Group { get; init; }

    /// <summary>Days with an activity.</summary>
    public required int Orders { get; init; }

    public required decimal Revenue { get; init; }

    /// <summary>Null without a column of cost.</summary>
    public decimal? Cost { get; init; }

    public decimal? Profit { get; init; }

    /// <summary>The latest before the end of the time; null without one.</summary>
    public DateTime? LastActivity { get; init; }

    public string? Period { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
