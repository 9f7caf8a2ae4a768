using System.Collections.Generic;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What the figures were made from: rows read, kept and not, and the columns they came in.</summary>
internal static class DataSection
{
    public static StatementSection Build(StatementScope scope)
    {
        List<StatementBlock> blocks = scope.Source is TransactionTable table
            ? [Figures(table), Rows(table), Reading(table)]
            : [new StatementText("The figures were computed where the data lies, in " + scope.Source.Name + "; its rows were not counted one by one.")];
        return new StatementSection("data", "The data behind it", blocks);
    }

    private static StatementFigures Figures(TransactionTable table) => new(
    [
        new("Rows read", table.RowsRead, ValueKind.Count, NumberText.Count(table.Rows) + " kept"),
        new("Customers", table.Customers, ValueKind.Count, "with a row that was kept"),
        new("First row", table.FirstDate, ValueKind.Date, table.FirstDate is null ? "no row was kept" : null),
        new("Last row", table.LastDate, ValueKind.Date, table.LastDate is null ? "no row was kept" : null),
    ]);

    private static StatementTable Rows(TransactionTable table)
    {
        var dropped = table.DuplicatesDropped ? (table.DuplicateRows, table.DuplicateAmount) : (0, 0m);
        var unknown = table.RejectedWithoutAmount;
        decimal? rejected = unknown == 0 ? table.RejectedAmount : null;
        var read = table.Amount + rejected + table.AmountAfterAsOf + table.AmountIgnored + dropped.Item2;
        List<IReadOnlyList<object?>> rows =
        [
            ["Read", table.RowsRead, read],
            ["Rejected: not readable", table.RejectedRows, rejected],
            ["On or after the as-of date", table.RowsAfterAsOf, table.AmountAfterAsOf],
            ["Refunds ignored", table.RefundsIgnored, table.AmountIgnored],
            ["Duplicates dropped", dropped.Item1, dropped.Item2],
            ["Kept", table.Rows, table.Amount],
            ["Kept: sales", table.Rows - table.RefundRows - table.ZeroRows, table.Sales],
            ["Kept: refunds", table.RefundRows, table.Refunds],
            ["Kept: amount of zero", table.ZeroRows, 0m],
        ];
        if (!table.DuplicatesDropped)
        {
            rows.Add(["Kept: repeats of an earlier row", table.DuplicateRows, table.DuplicateAmount]);
        }

        return new StatementTable("Rows and their money", [new("Rows", ValueKind.Text), new("Count", ValueKind.Count), new("Money", ValueKind.Money)], rows)
        {
            Notes = unknown == 0
                ? []
                : [NumberText.Nothing + ": " + (unknown == 1 ? "1 rejected row has" : NumberText.Count(unknown) + " rejected rows have") + " no readable amount; the others come to " + NumberText.Money(table.RejectedAmount) + "."],
        };
    }

    private static StatementTable Reading(TransactionTable table)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var (part, column) in table.Columns)
        {
            rows.Add([part, column]);
        }

        rows.Add(["Number and date format", table.Culture]);
        return new StatementTable("Columns read", [new("Part", ValueKind.Text), new("Column", ValueKind.Text)], rows);
    }
}
