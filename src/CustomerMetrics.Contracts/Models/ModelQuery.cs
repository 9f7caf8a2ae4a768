using System;

namespace CustomerMetrics;

/// <summary>Which model is to be fitted.</summary>
public sealed record ModelQuery
{
    /// <summary>Null compares them and takes the best.</summary>
    public ModelKind? Model { get; init; }

    public ModelTimeUnit TimeUnit { get; init; } = ModelTimeUnit.Week;

    public SpendKind Spend { get; init; }

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }
}
