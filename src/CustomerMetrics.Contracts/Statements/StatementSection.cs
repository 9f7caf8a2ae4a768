using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>A headed part of a statement.</summary>
public sealed record StatementSection(string Id, string Heading, IReadOnlyList<StatementBlock> Blocks);

/// <summary>Anything that stands in a section.</summary>
public abstract record StatementBlock;

/// <summary>A paragraph.</summary>
public sealed record StatementText(string Text) : StatementBlock;

/// <summary>A row of headline figures.</summary>
public sealed record StatementFigures(IReadOnlyList<StatementFigure> Figures) : StatementBlock;

/// <summary>One headline figure; <paramref name="Note"/> says what it is measured against, or why it is null.</summary>
public sealed record StatementFigure(string Label, object? Value, ValueKind Kind, string? Note = null);

/// <summary>A table. Cells are numbers, dates, text or null; the first one names its row.</summary>
public sealed record StatementTable(string Caption, IReadOnlyList<StatementColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows) : StatementBlock
{
    /// <summary>What tells it from the other tables of its section, the same from month to month; null for the first.</summary>
    public string? Name { get; init; }

    /// <summary>What stands under the table: why a cell is null, and what the table does not show.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

public sealed record StatementColumn(string Name, ValueKind Kind);

/// <summary>How a value is written.</summary>
public enum ValueKind
{
    Text,
    Count,
    Money,
    Share,
    Date,

    /// <summary>A mean of counts, with two decimals.</summary>
    Mean,

    /// <summary>A number as it is, without separators of thousands.</summary>
    Number,

    /// <summary>A number drawn as a bar, where there are pictures; the column beside it says it.</summary>
    Bar,

    /// <summary>The name of a <see cref="JourneySignal"/>, with a mark beside it where there are colours.</summary>
    Signal,
}
