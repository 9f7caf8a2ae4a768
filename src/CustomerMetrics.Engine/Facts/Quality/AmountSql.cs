using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The spread of amounts from a database: a line for each thousandth of the logarithm, and the most frequent amount.</summary>
internal static class AmountSql
{
    private const int Size = 1;
    private const int Total = 2;

    public static AmountFact Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var sql = source.Sql;
        text.Step("amounts", $"select amount, {sql.Count} as row_count, {sql.Sum("unreadable")} as unreadable\nfrom seen_rows\ngroup by amount");
        text.Step("ranked", "select amount, row_count, unreadable, row_number() over (order by row_count desc, amount) as place\nfrom amounts");
        var step = sql.LogarithmStep("abs(amount)");
        var statement = text.Select(
            $"""
            select {Size} as line, {step} as step, {sql.Sum("row_count")} as row_count, 0 as candidate, 0 as unreadable
            from amounts
            where amount <> 0
            group by {step}
            union all
            select {Total}, 0, {sql.Sum("row_count")}, max(case when place = 1 then amount end), {sql.Sum("unreadable")}
            from ranked
            """,
            sql,
            SqlMerge.By("line", "step", "candidate"));
        var sizes = new LogHistogram();
        var rows = 0L;
        HashSet<long> candidates = [];
        foreach (var read in session.Query(statement, row => (Line: row.Small("line"), Step: row.Small("step"), Rows: row.Number("row_count"), Candidate: row.Number("candidate"))))
        {
            if (read.Line == Size)
            {
                sizes.Add(read.Step, read.Rows);
            }
            else
            {
                rows += read.Rows;
                candidates.Add(read.Candidate);
            }
        }

        return new(rows, candidates.Count < 2 ? candidates.SingleOrDefault() : MostFrequent(session, source, asOf, candidates), sizes);
    }

    // Each server has named its own. An amount of more than half of all rows is one of more than half of the rows of some server.
    private static long MostFrequent(FactSession session, SqlSource source, int asOf, IEnumerable<long> candidates)
    {
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var places = string.Join(", ", candidates.Select((candidate, i) => text.Parameter(Errors.Invariant($"candidate{i}"), candidate)));
        var statement = text.Select($"select amount, {source.Sql.Count} as row_count\nfrom seen_rows\nwhere amount in ({places})\ngroup by amount", source.Sql, SqlMerge.By("amount"));
        return session.Query(statement, row => (Amount: row.Number("amount"), Rows: row.Number("row_count"))).OrderByDescending(found => found.Rows).ThenBy(found => found.Amount).FirstOrDefault().Amount;
    }
}
