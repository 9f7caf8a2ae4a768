using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How long customers stayed, or have stayed so far: read from a table of durations, or asked of a source.</summary>
public abstract class CustomerDurations
{
    /// <summary>What footnotes call the data.</summary>
    public required string Name { get; init; }

    public required long Customers { get; init; }

    /// <summary>How the losses were told: by the table, or by a rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The reasons that compete, in the order of their names; none where all losses are of one kind.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The unit of the durations; null when the table did not say.</summary>
    public AgeUnit? Unit { get; init; }

    public string? GroupBy { get; init; }

    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public DateTime? Since { get; init; }

    public DateTime? AsOf { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>Customers who were lost before they were followed.</summary>
    public long LeftOut { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
