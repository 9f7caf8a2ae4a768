using System;

namespace CustomerMetrics;

/// <summary>A customer behind a cell of a migration matrix.</summary>
public sealed record MoveMember
{
    public required string CustomerId { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public required decimal OpeningValue { get; init; }

    public required decimal ClosingValue { get; init; }

    /// <summary>ClosingValue less OpeningValue.</summary>
    public required decimal Change { get; init; }

    public required string Period { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
