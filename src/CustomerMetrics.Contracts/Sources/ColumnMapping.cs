using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which column plays which part. A null part is recognised by its header.</summary>
public sealed record ColumnMapping
{
    public string? Customer { get; init; }

    public string? Date { get; init; }

    public string? Amount { get; init; }

    public string? Cost { get; init; }

    public string? Currency { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];
}
