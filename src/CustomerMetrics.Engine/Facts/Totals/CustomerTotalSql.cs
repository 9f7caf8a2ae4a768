using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The totals of customers from a database, a line for each customer.</summary>
internal static class CustomerTotalSql
{
    public static IEnumerable<CustomerTotal> Ask(SqlSource source, TotalQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = Write(text, source, question);
        var statement = text.Select("select *\nfrom seen_totals", source.Sql, SqlMerge.Lines);
        foreach (var total in session.Query(statement, row => Read(row, rows)))
        {
            yield return total;
        }
    }

    /// <summary>The steps up to seen_totals, which has a line for each customer with a row on the days asked for.</summary>
    public static RowsSql Write(SqlText text, SqlSource source, TotalQuestion question)
    {
        var sql = source.Sql;
        var from = text.Parameter("from_day", question.From);
        var rows = new RowsSql(source, text, question.GroupBy, withCost: true);
        rows.Seen("seen_rows", text.Parameter("as_of", question.AsOf));
        DaysSql.Write(text, source, rows, "seen_days", separate: true, withSales: true);

        // Who never bought is in the group of the latest row.
        text.Step("seen_spans", $"""
            select *, case when day >= {from} then 1 else 0 end as asked,
                max(case when activity = 1 then day end) over (partition by customer) as last_activity{RowsSql.If(rows.IsGrouped, ",\n    max(day) over (partition by customer) as last_row")}
            from seen_days
            """);
        text.Step("seen_totals", $"""
            select customer, last_activity, {sql.Sum("asked * activity")} as days, {sql.Sum("asked * sale_count")} as sale_rows, {sql.Sum("asked * row_count")} as row_count,
                {sql.Sum("case when asked = 1 then value else 0 end")} as sales, {sql.Sum("case when asked = 1 then apart else 0 end")} as refunds,
                {RowsSql.If(rows.HasCost, $"{sql.Sum("case when asked = 1 then cost else 0 end")} as cost, ")}{RowsSql.If(rows.IsGrouped, "max(case when day = coalesce(last_activity, last_row) then grp end) as grp, ")}{sql.Sum("unreadable")} as unreadable
            from seen_spans
            group by customer, last_activity
            having max(asked) = 1 or sum(unreadable) > 0
            """);
        return rows;
    }

    private static CustomerTotal Read(SqlRow row, RowsSql rows) => new(
        row.Text("customer")!,
        rows.IsGrouped ? row.Text("grp") : null,
        row.IsNull("last_activity") ? -1 : row.Small("last_activity"),
        row.Small("days"),
        row.Small("sale_rows"),
        row.Small("row_count"),
        row.Units("sales"),
        row.Units("refunds"),
        rows.HasCost ? row.Units("cost") : null);
}
