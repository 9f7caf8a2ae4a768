using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>
/// Rows held in memory, in columns. Rows read = rows + rejected + on or after the as-of date + left out + duplicates dropped.
/// </summary>
public abstract class CustomerTable : CustomerSource
{
    public required long RowsRead { get; init; }

    /// <summary>Rows before the as-of date.</summary>
    public required long Rows { get; init; }

    public required int Customers { get; init; }

    /// <summary>First and last day with a row; null without rows.</summary>
    public required DateTime? FirstDate { get; init; }

    public required DateTime? LastDate { get; init; }

    public required long RejectedRows { get; init; }

    /// <summary>The money of those rejected rows whose amount could be read.</summary>
    public required decimal RejectedAmount { get; init; }

    /// <summary>Rejected rows whose amount could not be read either.</summary>
    public required long RejectedWithoutAmount { get; init; }

    /// <summary>Rows that repeat an earlier row in every column.</summary>
    public required long DuplicateRows { get; init; }

    public required decimal DuplicateAmount { get; init; }

    public required bool DuplicatesDropped { get; init; }

    public required long RowsAfterAsOf { get; init; }

    public required decimal AmountAfterAsOf { get; init; }

    /// <summary>Rows whose amount was converted from another currency.</summary>
    public long ConvertedRows { get; init; }

    /// <summary>Rows whose amount was rounded to four decimals, and what that changed in total.</summary>
    public required long RoundedRows { get; init; }

    public required decimal RoundedDifference { get; init; }

    public required string Culture { get; init; }

    /// <summary>What the import should be warned of; a face shows them once.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
