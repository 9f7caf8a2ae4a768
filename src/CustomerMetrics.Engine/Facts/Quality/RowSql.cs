using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The rows that pass a test, from a database. Its rows have no numbers, so there are no examples.</summary>
internal static class RowSql
{
    public static RowTally Ask<TTest>(SqlSource source, TTest test, CancellationToken cancellationToken)
        where TTest : struct, IRowTest
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, []);
        var (end, passes) = test switch
        {
            DatedBetween dated => (dated.To, $"own_day >= {text.Parameter("first_day", dated.From)}"),
            OfAmount of => (of.AsOf, $"amount = {text.Parameter("units", of.Amount)}"),
            OutsideOf outside => (outside.AsOf, $"amount <> 0 and (abs(amount) < {text.Parameter("low", outside.Low)} or abs(amount) > {text.Parameter("high", outside.High)})"),
            _ => throw new NotSupportedException($"No SQL is known for {typeof(TTest).Name}."),
        };
        rows.Seen("seen_rows", text.Parameter("as_of", end));
        var sql = source.Sql;
        var statement = text.Select(
            $"""
            select {TallySql.Columns(sql, "passing", passes)}, {sql.Sum("unreadable")} as unreadable
            from seen_rows
            """,
            sql,
            TallySql.Merge("passing"));
        return session.Query(statement, row => TallySql.Read(row, "passing")).Single();
    }
}
