using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>The history fact from a database: a line for each distinct history, for each distinct spend, and one of totals.</summary>
internal static class HistorySql
{
    private const int History = 1;
    private const int Spend = 2;
    private const int Total = 3;

    public static HistoryFact Ask(SqlSource source, int asOf, int firstBefore, bool salesOnly, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, [], withCost: true);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        StatesSql.Write(text, source, rows, "seen_states", salesOnly);
        var sql = source.Sql;
        text.Step("bought", $"""
            select first_activity, last_activity - first_activity as last_age, {text.Parameter("last_day", asOf - 1)} - first_activity as age,
                purchases - 1 as repeats, value, repeat_value{RowsSql.If(rows.HasCost, ", cost")}
            from seen_states
            where purchases > 0 and first_activity < {text.Parameter("first_before", firstBefore)}
            """);
        var statement = text.Select(
            $"""
            select {History} as line, age, repeats, last_age, {sql.Count} as customers, 0 as spend, 0 as net, 0 as cost, 0 as unreadable
            from bought
            group by age, repeats, last_age
            union all
            select {Spend}, 0, repeats, 0, {sql.Count}, repeat_value, 0, 0, 0
            from bought
            where repeats > 0
            group by repeats, repeat_value
            union all
            select {Total}, coalesce(max(age), -1), 0, 0, 0, 0, {sql.TotalSum("value")}, {(rows.HasCost ? sql.TotalSum("cost") : "0")}, 0
            from bought
            union all
            select 0, 0, 0, 0, 0, 0, 0, 0, {sql.Sum("unreadable")}
            from seen_states
            """,
            sql,
            SqlMerge.By("line", "age", "repeats", "last_age", "spend"));
        var purchases = new List<PurchaseHistory>();
        var spends = new List<SpendHistory>();
        var (net, cost, oldest) = ((Int128)0, (Int128)0, -1);
        foreach (var read in session.Query(statement, Read))
        {
            switch (read.Line)
            {
                case History:
                    purchases.Add(new(read.Repeats, read.Last, read.Age, read.Customers));
                    break;
                case Spend:
                    spends.Add(new(read.Repeats, read.Spend, read.Customers));
                    break;
                case Total:
                    // One for each server.
                    (net, cost, oldest) = (net + read.Net, cost + read.Cost, Math.Max(oldest, read.Age));
                    break;
            }
        }

        return new(
            [.. purchases.OrderBy(history => (history.Age, history.Last, history.Repeats))],
            [.. spends.OrderBy(spend => (spend.Repeats, spend.Money))],
            net,
            rows.HasCost ? cost : null,
            oldest < 0 ? asOf : asOf - 1 - oldest);
    }

    private static (int Line, int Age, int Repeats, int Last, long Customers, Int128 Spend, Int128 Net, Int128 Cost) Read(SqlRow row) =>
        (row.Small("line"), row.Small("age"), row.Small("repeats"), row.Small("last_age"), row.Number("customers"), row.Units("spend"), row.Units("net"), row.Units("cost"));
}
