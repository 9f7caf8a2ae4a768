using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The daily rows from a database, a line for each day. Its rows have no numbers.</summary>
internal static class DailyRowSql
{
    public static DailyRowFact Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var sql = source.Sql;
        var statement = text.Select($"select own_day, {sql.Count} as row_count, {sql.TotalSum("amount")} as amount, {sql.Sum("unreadable")} as unreadable\nfrom seen_rows\ngroup by own_day", sql, SqlMerge.By("own_day"));
        var days = session.Query(statement, row => (Day: row.Small("own_day"), Rows: row.Small("row_count"), Amount: row.Units("amount"))).ToList();
        var first = days.Count == 0 ? asOf : days.Min(day => day.Day);
        var fact = new DailyRowFact(first, new int[asOf - first], new Int128[asOf - first], new int[asOf - first], days.Sum(day => (long)day.Rows));
        foreach (var (day, rows, amount) in days)
        {
            fact.Rows[day - first] = rows;
            fact.Amounts[day - first] = amount;
        }

        return fact;
    }
}
