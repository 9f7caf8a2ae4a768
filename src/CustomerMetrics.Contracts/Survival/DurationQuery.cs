using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How the durations of customers are told by a source.</summary>
public sealed record DurationQuery
{
    /// <summary>The rule that declares a loss; null takes that of the source. Transactions need Window: they do not tell who has left.</summary>
    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>Follows customers from this date on only.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>The columns of the groups; a customer is in that of the first activity or term.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>The days after a loss in which a reason for it may still be dated.</summary>
    public int WithinDays { get; init; }
}
