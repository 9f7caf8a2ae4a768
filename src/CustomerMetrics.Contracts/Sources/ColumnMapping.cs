using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which column plays which part. A null part is recognised by its header.</summary>
public sealed record ColumnMapping
{
    public string? Customer { get; init; }

    public string? Date { get; init; }

    /// <summary>The first day of a term.</summary>
    public string? Start { get; init; }

    /// <summary>The first day after a term.</summary>
    public string? End { get; init; }

    /// <summary>The day on which a subscription was cancelled.</summary>
    public string? Cancel { get; init; }

    /// <summary>What the amount is paid for.</summary>
    public string? BillingPeriod { get; init; }

    public string? Amount { get; init; }

    public string? Cost { get; init; }

    public string? Currency { get; init; }

    /// <summary>The day a customer is known from, where that may be before the data.</summary>
    public string? FirstSeen { get; init; }

    /// <summary>On a refund the order that it takes back.</summary>
    public string? Reference { get; init; }

    /// <summary>On a sale its order; null takes <see cref="Reference"/> for both.</summary>
    public string? Order { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];
}
