using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The duplicates from a database: rows that are equal in every column.</summary>
internal static class DuplicateSql
{
    public static DuplicateFact Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var sql = source.Sql;
        var rows = new RowsSql(source, text, [], withRecord: true);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        text.Step("repeated", $"""
            select amount, {sql.Count} as copies, {sql.Sum("unreadable")} as unreadable
            from seen_rows
            group by amount, {string.Join(", ", rows.Record)}
            """);
        const string isRepeat = "copies > 1";
        var statement = text.Select(
            $"""
            select {sql.Sum($"case when {isRepeat} then copies - 1 else 0 end")} as kept_rows, {sql.TotalSum($"case when {isRepeat} then (copies - 1) * amount else 0 end")} as kept_amount,
                min(case when {isRepeat} then amount end) as kept_lowest, max(case when {isRepeat} then amount end) as kept_highest, {sql.Sum("unreadable")} as unreadable
            from repeated
            """,
            sql,
            TallySql.Merge("kept"));
        return new(session.Query(statement, row => TallySql.Read(row, "kept")).Single(), []);
    }
}
