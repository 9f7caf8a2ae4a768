using System;

namespace CustomerMetrics;

/// <summary>A figure of a past period that an earlier statement told otherwise than a later one.</summary>
public sealed record CustomerRestatement
{
    public required string Period { get; init; }

    /// <summary>The name of the figure, as in the ledger.</summary>
    public required string Figure { get; init; }

    public required decimal Earlier { get; init; }

    public required decimal Later { get; init; }

    /// <summary><see cref="Later"/> less <see cref="Earlier"/>.</summary>
    public required decimal Change { get; init; }

    /// <summary>Whether the period was open in the earlier statement, so that it had to change.</summary>
    public required bool WasOpen { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public required DateTime EarlierAsOf { get; init; }

    public required DateTime LaterAsOf { get; init; }

    /// <summary>Where the earlier figure came from.</summary>
    public required string EarlierFrom { get; init; }

    public required string LaterFrom { get; init; }

    public string? Currency { get; init; }
}
