using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The left edge from a database. Its rows have no numbers.</summary>
internal static class LeftEdgeSql
{
    public static LeftEdgeFact Ask(SqlSource source, int asOf, int edge, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var sql = source.Sql;
        var early = $"first_day < {text.Parameter("edge", edge)}";
        text.Step("customers", $"select customer, min(own_day) as first_day, {sql.Sum("amount")} as amount, {sql.Sum("unreadable")} as unreadable\nfrom seen_rows\ngroup by customer");
        var statement = text.Select(
            $"""
            select {sql.Count} as customers, {sql.Sum($"case when {early} then 1 else 0 end")} as early, {sql.TotalSum($"case when {early} then amount else 0 end")} as amount, {sql.Sum("unreadable")} as unreadable
            from customers
            """,
            sql,
            SqlMerge.Total);
        return session.Query(statement, row => new LeftEdgeFact(row.Number("customers"), row.Number("early"), row.Units("amount"), [])).Single();
    }
}
