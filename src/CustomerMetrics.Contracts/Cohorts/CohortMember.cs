using System;

namespace CustomerMetrics;

/// <summary>A customer of a cohort, and what the customer did at one offset.</summary>
public sealed record CohortMember
{
    public required string CustomerId { get; init; }

    public required string Cohort { get; init; }

    public required int Offset { get; init; }

    /// <summary>By the mode of the cell.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Whether the offset is over for this customer.</summary>
    public required bool IsComplete { get; init; }

    public required DateTime FirstActivity { get; init; }

    public required long Orders { get; init; }

    public required decimal Revenue { get; init; }

    public string? Group { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
