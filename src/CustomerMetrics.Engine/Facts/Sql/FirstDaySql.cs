using System.Linq;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>The first day with a row, which the calendar of a question begins with.</summary>
internal static class FirstDaySql
{
    public static int? Ask(FactSession session, SqlSource source, int asOf)
    {
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var statement = text.Select($"select min(own_day) as first_day, {source.Sql.Sum(RowsSql.Unreadable)} as {RowsSql.Unreadable}\nfrom seen_rows", source.Sql, SqlMerge.Total with { Lowest = ["first_day"] });
        return session.Query(statement, row => row.IsNull("first_day") ? (int?)null : row.Small("first_day")).Single();
    }
}
