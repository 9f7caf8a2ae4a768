using System.Collections.Generic;
using System.Globalization;

namespace CustomerMetrics;

/// <summary>Which column of a table of durations is what, and how its numbers are written.</summary>
public sealed record DurationColumns
{
    public required string Duration { get; init; }

    /// <summary>Whether the customer was lost; null takes those with a reason for the lost.</summary>
    public string? Event { get; init; }

    /// <summary>Why the customer was lost, where reasons compete.</summary>
    public string? Reason { get; init; }

    /// <summary>The age from which the customer was followed.</summary>
    public string? Entry { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The unit of the durations; null does not say.</summary>
    public AgeUnit? Unit { get; init; }

    /// <summary>Null reads numbers with a decimal point.</summary>
    public CultureInfo? Culture { get; init; }
}
