using System;

namespace CustomerMetrics;

/// <summary>Why customers came, left, stayed, or did or did not recommend. It is not enumerable, so that it passes a pipeline whole.</summary>
public abstract class ReasonTable
{
    /// <summary>The name that footnotes use: file names, or what the rows came from.</summary>
    public required string Name { get; init; }

    /// <summary>Rows with a reason.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows whose reason is empty: they explain nothing.</summary>
    public required long RowsWithoutReason { get; init; }

    public required int Customers { get; init; }

    /// <summary>First and last day with a reason; null without rows.</summary>
    public required DateTime? FirstDate { get; init; }

    public required DateTime? LastDate { get; init; }

    /// <summary>The different reasons, in ordinal order.</summary>
    public required string[] Reasons { get; init; }
}
