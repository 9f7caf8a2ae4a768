using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>The hold-out fact from a database: a line for each distinct history, and for each day with repeat purchases.</summary>
internal static class HoldOutSql
{
    private const int History = 1;
    private const int Day = 2;

    public static HoldOutFact Ask(SqlSource source, int from, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, []);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        DaysSql.Write(text, source, rows, "seen_days", separate: false);
        var (sql, start) = (source.Sql, text.Parameter("hold_out", from));
        text.Step("activities", "select customer, day, min(day) over (partition by customer) as first_day\nfrom seen_days\nwhere activity = 1");
        text.Step("histories", $"""
            select {text.Parameter("last_day", from - 1)} - first_day as age, max(case when day < {start} then day end) - first_day as last_age,
                {sql.Sum($"case when day < {start} then 1 else 0 end")} - 1 as repeats, {sql.Sum($"case when day < {start} then 0 else 1 end")} as later
            from activities
            where first_day < {start}
            group by customer, first_day
            """);
        var statement = text.Select(
            $"""
            select {History} as line, age, last_age, repeats, later, {sql.Count} as customers, 0 as unreadable
            from histories
            group by age, last_age, repeats, later
            union all
            select {Day}, day, 0, 0, 0, {sql.Count}, 0
            from activities
            where first_day < {start} and day > first_day
            group by day
            union all
            select 0, 0, 0, 0, 0, 0, {sql.Sum("unreadable")}
            from seen_days
            """,
            sql,
            SqlMerge.By("line", "age", "last_age", "repeats", "later"));
        var histories = new List<HoldOutHistory>();
        var repeats = new long[asOf];
        foreach (var (line, history, later) in session.Query(statement, Read))
        {
            if (line == History)
            {
                histories.Add(new(history, later));
            }
            else if (line == Day)
            {
                repeats[history.Age] = history.Customers;
            }
        }

        var earliest = histories.Count == 0 ? asOf : from - 1 - histories.Max(history => history.Before.Age);
        return new([.. histories.OrderBy(history => (history.Before.Age, history.Before.Last, history.Before.Repeats, history.Later))], earliest, repeats[earliest..]);
    }

    private static (int Line, PurchaseHistory History, int Later) Read(SqlRow row) =>
        (row.Small("line"), new(row.Small("repeats"), row.Small("last_age"), row.Small("age"), row.Number("customers")), row.Small("later"));
}
