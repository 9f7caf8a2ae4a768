using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The totals of groups from a database, a line for each group.</summary>
internal static class GroupTotalSql
{
    public static IReadOnlyList<GroupTotal> Ask(SqlSource source, TotalQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var sql = source.Sql;
        var rows = CustomerTotalSql.Write(text, source, question);
        var statement = text.Select(
            $"""
            select {RowsSql.If(rows.IsGrouped, "grp, ")}{sql.Count} as customers, {sql.Sum("case when days > 0 then 1 else 0 end")} as buyers, {sql.Sum("days")} as days, {sql.Sum("row_count")} as row_count,
                {sql.TotalSum("sales")} as sales, {sql.TotalSum("refunds")} as refunds, {RowsSql.If(rows.HasCost, $"{sql.TotalSum("cost")} as cost, ")}{sql.Sum("unreadable")} as unreadable
            from seen_totals{RowsSql.If(rows.IsGrouped, "\ngroup by grp")}
            """,
            sql,
            rows.IsGrouped ? SqlMerge.By("grp") : SqlMerge.Total);
        var totals = new List<GroupTotal>();
        foreach (var total in session.Query(statement, row => Read(row, rows)))
        {
            // Without groups there is a line of nobody too.
            if (total.Customers > 0)
            {
                totals.Add(total);
            }
        }

        return GroupTotal.Ordered(totals);
    }

    private static GroupTotal Read(SqlRow row, RowsSql rows) => new(
        rows.IsGrouped ? row.Text("grp") : null,
        row.Number("customers"),
        row.Number("buyers"),
        row.Number("days"),
        row.Number("row_count"),
        row.Units("sales"),
        row.Units("refunds"),
        rows.HasCost ? row.Units("cost") : null);
}
