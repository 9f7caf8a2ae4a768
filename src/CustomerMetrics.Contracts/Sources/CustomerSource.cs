using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>
/// Where the rows of customers live: transactions, or the terms of subscriptions. It answers facts, and it is not enumerable, so that it passes a pipeline whole.
/// </summary>
public abstract class CustomerSource
{
    /// <summary>The name that footnotes use: file names, or what the rows came from.</summary>
    public required string Name { get; init; }

    /// <summary>The exclusive end of observation: rows on or after it are not seen.</summary>
    public virtual DateTime AsOf { get; init; }

    /// <summary>The reporting zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The currency, if a column told it.</summary>
    public virtual string? Currency { get; init; }

    public required RefundRule Refund { get; init; }

    /// <summary>How its subscriptions are read; null where it holds transactions.</summary>
    public ContractRule? Contract { get; init; }

    /// <summary>The columns read, by part.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>The columns that results can be grouped by.</summary>
    public required IReadOnlyList<string> GroupColumns { get; init; }
}
