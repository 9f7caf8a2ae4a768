using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Records of one kind as a table, with the columns and numbers that the prompt shows of them.</summary>
public sealed record RecordTable
{
    /// <summary>The kind, such as ChurnRate.</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<StatementColumn> Columns { get; init; }

    public required IReadOnlyList<IReadOnlyList<object?>> Rows { get; init; }

    /// <summary>How many records there are; no more than a page holds are in <see cref="Rows"/>.</summary>
    public required long Count { get; init; }

    /// <summary>The records of <see cref="Rows"/> that are still what a cmdlet gave; those that crossed a job or a file are not.</summary>
    public required IReadOnlyList<object> Records { get; init; }

    /// <summary>How many customers each of <see cref="Rows"/> is about; null for one that does not say or is a sum.</summary>
    public required IReadOnlyList<long?> People { get; init; }

    /// <summary>What all records have in common: their as-of date, rule, currency and the like.</summary>
    public required IReadOnlyDictionary<string, object> Common { get; init; }

    /// <summary>What is said of the table, such as what it does not show.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
