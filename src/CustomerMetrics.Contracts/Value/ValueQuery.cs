using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which customer values are asked of a source.</summary>
public sealed record ValueQuery
{
    /// <summary>The columns that tell the group of a customer; none leaves it out.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }
}
