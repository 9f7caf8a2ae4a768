using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Gaps;

/// <summary>The gap fact from a database: a line for each length of a gap and of a silence.</summary>
internal static class GapSql
{
    private const int Gap = 1;
    private const int Silence = 2;

    public static GapFact Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, []);
        var end = text.Parameter("as_of", asOf);
        rows.Seen("seen_rows", end);
        DaysSql.Write(text, source, rows, "seen_days", separate: false);
        text.Step("pauses", $"""
            select case when day_after is null then {Silence} else {Gap} end as line, coalesce(day_after, {end}) - day as days, unreadable
            from (
                select day, activity, case when activity = 1 then lead(day) over (partition by customer, activity order by day) end as day_after, unreadable
                from seen_days
            ) as activities
            where activity = 1 or unreadable > 0
            """);
        var statement = text.Select($"select line, days, {source.Sql.Count} as customers, {source.Sql.Sum("unreadable")} as unreadable\nfrom pauses\ngroup by line, days", source.Sql, SqlMerge.By("line", "days"));
        var found = session.Query(statement, row => (Line: row.Small("line"), Days: row.Small("days"), Customers: row.Number("customers"))).ToLookup(read => read.Line);
        return new(found[Gap].ToDictionary(gap => gap.Days, gap => gap.Customers), found[Silence].ToDictionary(silence => silence.Days, silence => silence.Customers));
    }
}
