using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>One number for each row and column, such as a share for each cohort and the time since. Where there are colours, a cell is tinted by it.</summary>
public sealed record StatementMatrix(string Caption, string RowName, string BaseName, string ColumnName, IReadOnlyList<string> Columns, ValueKind Kind, IReadOnlyList<StatementMatrixRow> Rows) : StatementBlock
{
    /// <summary>What tells it from the other tables of its section; null for the first.</summary>
    public string? Name { get; init; }

    /// <summary>All rows in one, such as their average.</summary>
    public StatementMatrixRow? Summary { get; init; }

    /// <summary>What stands under the matrix: what a cell says, and what is not shown.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A row of a matrix; <paramref name="Base"/> is how many it is about. What is not known is null and an empty cell, never zero.</summary>
public sealed record StatementMatrixRow(string Label, long Base, IReadOnlyList<double?> Cells);
