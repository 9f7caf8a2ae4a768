using System;

namespace CustomerMetrics;

/// <summary>How a model is to be tested.</summary>
public sealed record ModelTestQuery
{
    /// <summary>A model whose as-of date begins the hold-out; null fits the best one to what is before.</summary>
    public CustomerModel? Model { get; init; }

    /// <summary>How long the hold-out is when a model is fitted; null takes the last quarter of the time.</summary>
    public Horizon? HoldOut { get; init; }

    /// <summary>The end of the hold-out; null takes that of the source.</summary>
    public DateTime? AsOf { get; init; }

    public long Seed { get; init; }
}
