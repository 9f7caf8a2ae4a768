using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The sum of the rows from a database.</summary>
internal static class RowTotalSql
{
    public static RowTotal Ask(SqlSource source, int from, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var sql = source.Sql;
        var start = text.Parameter("from_day", from);
        var rows = new RowsSql(source, text, [], withCost: true);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        var statement = text.Select(
            $"""
            select {sql.Sum($"case when day >= {start} then 1 else 0 end")} as row_count,
                {sql.TotalSum($"case when day >= {start} and amount >= 0 then amount else 0 end")} as sales, {sql.TotalSum($"case when day >= {start} and amount < 0 then amount else 0 end")} as refunds,
                {(rows.HasCost ? sql.TotalSum($"case when day >= {start} then cost else 0 end") : "0")} as cost, {sql.Sum("unreadable")} as unreadable
            from seen_rows
            """,
            sql,
            SqlMerge.Total);
        return session.Query(statement, row => new RowTotal(row.Number("row_count"), row.Units("sales"), row.Units("refunds"), row.Units("cost"))).Single();
    }
}
