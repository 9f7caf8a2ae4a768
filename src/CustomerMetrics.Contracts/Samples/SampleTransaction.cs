using System;

namespace CustomerMetrics;

/// <summary>One row of a sample.</summary>
public sealed record SampleTransaction
{
    public required string CustomerId { get; init; }

    public required DateTime Date { get; init; }

    public required decimal Amount { get; init; }
}
