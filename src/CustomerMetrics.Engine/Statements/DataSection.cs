using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What the figures were made from: rows read, kept and not, and the columns they came in.</summary>
internal static class DataSection
{
    public static StatementSection Build(StatementScope scope)
    {
        List<StatementBlock> blocks = scope.Source switch
        {
            TransactionTable table => [Figures(table, "row"), Rows(table), Reading(table, table.Culture)],
            SubscriptionTable terms => [Figures(terms, "start"), Rows(terms), Reading(terms, terms.Culture)],
            _ => [.. Totals(scope), new StatementText("The figures were computed where the data lies, in " + scope.Source.Name + "."), Reading(scope.Source, null)],
        };
        return new StatementSection("data", "The data behind it", blocks);
    }

    private static IEnumerable<StatementBlock> Totals(StatementScope scope) => scope.Totals is { } totals ? [Figures(totals), Rows(totals)] : [];

    private static StatementFigures Figures(CustomerTable table, string day) =>
        Figures(new("Rows read", table.RowsRead, ValueKind.Count, NumberText.Count(table.Rows) + " kept"), table.Customers, table.FirstDate, table.LastDate, day);

    private static StatementFigures Figures(TableSummary totals) => Figures(
        new("Rows", totals.Rows, ValueKind.Count, "before the as-of date"),
        totals.Customers,
        totals.Rows == 0 ? null : PeriodCalendar.Date(totals.FirstDay),
        totals.Rows == 0 ? null : PeriodCalendar.Date(totals.LastDay),
        "row");

    private static StatementFigures Figures(StatementFigure rows, int customers, DateTime? first, DateTime? last, string day) => new(
    [
        rows,
        new("Customers", customers, ValueKind.Count, "with a row that was kept"),
        new("First " + day, first, ValueKind.Date, first is null ? "no row was kept" : null),
        new("Last " + day, last, ValueKind.Date, last is null ? "no row was kept" : null),
    ]);

    private static StatementTable Rows(TableSummary totals) => RowTable(
    [
        ["Sales", totals.Rows - totals.RefundRows - totals.ZeroRows, Money.ToDecimal(totals.Sales)],
        ["Refunds", totals.RefundRows, Money.ToDecimal(totals.Refunds)],
        ["Amount of zero", totals.ZeroRows, 0m],
        ["All", totals.Rows, Money.ToDecimal(totals.Sales + totals.Refunds)],
        ["On or after the as-of date, not seen", totals.RowsAfterAsOf, Money.ToDecimal(totals.AmountAfterAsOf)],
    ]);

    private static StatementTable RowTable(List<IReadOnlyList<object?>> rows) =>
        new("Rows and their money", [new("Rows", ValueKind.Text), new("Count", ValueKind.Count), new("Money", ValueKind.Money)], rows);

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

        return RowTable(rows) with
        {
            Notes = unknown == 0
                ? []
                : [NumberText.Nothing + ": " + (unknown == 1 ? "1 rejected row has" : NumberText.Count(unknown) + " rejected rows have") + " no readable amount; the others come to " + NumberText.Money(table.RejectedAmount) + "."],
        };
    }

    // Amounts are paid for different times, so rows have no money that adds up.
    private static StatementTable Rows(SubscriptionTable table)
    {
        List<IReadOnlyList<object?>> rows =
        [
            ["Read", table.RowsRead],
            ["Rejected: not readable", table.RejectedRows],
            ["Start on or after the as-of date", table.RowsAfterAsOf],
            ["Duplicates dropped", table.DuplicatesDropped ? table.DuplicateRows : 0],
            ["Kept", table.Rows],
            ["Kept: without an end", table.OpenRows],
            ["Kept: of nothing (a trial, a free plan)", table.FreeRows],
            ["Kept: below nothing (a discount)", table.CreditRows],
            ["Kept: of no day (end on the day they start)", table.EmptyRows],
        ];
        if (!table.DuplicatesDropped)
        {
            rows.Add(["Kept: repeats of an earlier row", table.DuplicateRows]);
        }

        return new("Rows, each one term", [new("Rows", ValueKind.Text), new("Count", ValueKind.Count)], rows)
        {
            Notes = ["A row can be of several kinds."],
        };
    }

    private static StatementTable Reading(CustomerSource source, string? culture)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var (part, column) in source.Columns)
        {
            rows.Add([part, column]);
        }

        if (culture is not null)
        {
            rows.Add(["Number and date format", culture]);
        }

        return new StatementTable("Columns read", [new("Part", ValueKind.Text), new("Column", ValueKind.Text)], rows) { Name = "columns" };
    }
}
