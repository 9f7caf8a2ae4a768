using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ids;

/// <summary>The ids of the customers with a row, from a database.</summary>
internal static class IdSql
{
    public static IEnumerable<string> Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var statement = text.Select($"select customer, {source.Sql.Sum("unreadable")} as unreadable\nfrom seen_rows\ngroup by customer", source.Sql, SqlMerge.Lines);
        foreach (var id in session.Query(statement, row => row.Text("customer")!))
        {
            yield return id;
        }
    }
}
