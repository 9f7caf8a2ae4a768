using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Summaries;

/// <summary>The summary fact from a database, a line for each customer.</summary>
internal static class CustomerSummarySql
{
    public static IEnumerable<CustomerSummary> Ask(SqlSource source, int asOf, IReadOnlyList<string> groupBy, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, groupBy, withCost: true);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        StatesSql.Write(text, source, rows, "seen_states", separate: true);
        var statement = text.Select("select *\nfrom seen_states", source.Sql, SqlMerge.Lines);
        foreach (var summary in session.Query(statement, row => Read(row, rows)))
        {
            yield return summary;
        }
    }

    private static CustomerSummary Read(SqlRow row, RowsSql rows) => new(
        row.Text("customer")!,
        rows.IsGrouped ? row.Text("grp") : null,
        row.IsNull("first_activity") ? -1 : row.Small("first_activity"),
        row.IsNull("last_activity") ? -1 : row.Small("last_activity"),
        row.Small("purchases"),
        row.Units("value"),
        row.Units("apart"),
        rows.HasCost ? row.Units("cost") : null)
    {
        RepeatSales = row.Units("repeat_value"),
        RepeatRefunds = row.Units("repeat_apart"),
    };
}
