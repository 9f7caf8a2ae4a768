using System;

namespace CustomerMetrics;

/// <summary>Which customer values are asked of a source.</summary>
public sealed record ValueQuery
{
    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }
}
