using System;

namespace CustomerMetrics;

/// <summary>A cell of a migration matrix: the customers who were in one group at the opening of a period, and in one at its close. Rows and columns add up to the ledger.</summary>
public sealed record CustomerMove
{
    /// <summary>The row of customers who had never been there.</summary>
    public const string New = "(new)";

    /// <summary>The row of customers who were lost before the period, and the column of those of them who stay away.</summary>
    public const string Dormant = "(dormant)";

    /// <summary>The column of customers who are there at the opening and not at the close.</summary>
    public const string Lost = "(lost)";

    public required string Period { get; init; }

    /// <summary>The group at the opening.</summary>
    public required string From { get; init; }

    /// <summary>The group at the close.</summary>
    public required string To { get; init; }

    public required MoveDirection Direction { get; init; }

    public required long Customers { get; init; }

    /// <summary>All customers of the row.</summary>
    public required long FromCustomers { get; init; }

    /// <summary>Customers / FromCustomers; null in an open period.</summary>
    public double? Share { get; init; }

    /// <summary>The 95% interval of the share.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    public required decimal OpeningValue { get; init; }

    public required decimal ClosingValue { get; init; }

    /// <summary>ClosingValue less OpeningValue.</summary>
    public required decimal Change { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why the share is null.</summary>
    public string? Note { get; init; }

    /// <summary>Customers of the rows and columns of the period less those of the ledger. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>The same of money. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>True where the data does not reach back far enough to tell the opening.</summary>
    public required bool LeftEdge { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public required PeriodUnit Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public int? GraceDays { get; init; }

    /// <summary>The columns that the groups come from; null of tiers.</summary>
    public string? GroupBy { get; init; }

    /// <summary>The tiers, the best first; null of groups.</summary>
    public string? Tiers { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>What was asked; it does not leave the process.</summary>
    internal MoveQuery? Query { get; init; }

    /// <summary>Where the cell came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }
}
