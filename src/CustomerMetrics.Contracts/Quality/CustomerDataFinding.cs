using System;

namespace CustomerMetrics;

/// <summary>Something wrong or doubtful in the data, with what is at stake.</summary>
public sealed record CustomerDataFinding
{
    /// <summary>Which check found it; None when there is nothing to report.</summary>
    public required string Check { get; init; }

    public required DataSeverity Severity { get; init; }

    /// <summary>How many rows, customers or days: <see cref="Message"/> says which.</summary>
    public required long Count { get; init; }

    /// <summary>The money at stake: the sum of the rows concerned; for missing days an estimate.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The count as a share of all rows, customers or days; null when there is no whole to compare with.</summary>
    public double? Share { get; init; }

    /// <summary>At most ten row numbers, in the order the rows were read, over all files, from one on.</summary>
    public required int[] Examples { get; init; }

    public required string Message { get; init; }

    public required string Remedy { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
