using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>Counts and sums of the rows of a database, before and after the as-of date.</summary>
internal static class TotalSql
{
    public static TableSummary Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var sql = source.Sql;
        var end = text.Parameter("as_of", asOf);
        var rows = new RowsSql(source, text, [], withCost: true);
        rows.Seen("all_rows", text.Parameter("no_end", int.MaxValue));
        var isSeen = $"own_day < {end}";
        text.Step("customers", $"""
            select min(own_day) as first_day, max(case when {isSeen} then own_day end) as last_day,
                {sql.Sum($"case when {isSeen} then 1 else 0 end")} as row_count, {sql.Sum($"case when {isSeen} then 0 else 1 end")} as rows_after,
                {sql.Sum($"case when {isSeen} and amount >= 0 then amount else 0 end")} as sales, {sql.Sum($"case when {isSeen} and amount < 0 then amount else 0 end")} as refunds,
                {sql.Sum($"case when {isSeen} and amount < 0 then 1 else 0 end")} as refund_rows, {sql.Sum($"case when {isSeen} and amount = 0 then 1 else 0 end")} as zero_rows,
                {(rows.HasCost ? sql.Sum($"case when {isSeen} then cost else 0 end") : "0")} as cost, {sql.Sum($"case when {isSeen} then 0 else amount end")} as amount_after, {sql.Sum("unreadable")} as unreadable
            from all_rows
            group by customer
            """);
        var statement = text.Select(
            $"""
            select {sql.Sum("row_count")} as row_count, {sql.Sum("case when row_count > 0 then 1 else 0 end")} as customers,
                coalesce(min(case when row_count > 0 then first_day end), {int.MaxValue}) as first_day, coalesce(max(last_day), {int.MinValue + 1}) as last_day,
                {sql.TotalSum("sales")} as sales, {sql.TotalSum("refunds")} as refunds, {sql.Sum("refund_rows")} as refund_rows, {sql.Sum("zero_rows")} as zero_rows,
                {sql.TotalSum("cost")} as cost, {sql.Sum("rows_after")} as rows_after, {sql.TotalSum("amount_after")} as amount_after, {sql.Sum("unreadable")} as unreadable
            from customers
            """,
            sql,
            SqlMerge.Total with { Lowest = ["first_day"], Highest = ["last_day"] });
        return session.Query(statement, row => new TableSummary(
            row.Number("row_count"), row.Small("customers"), row.Small("first_day"), row.Small("last_day"), row.Units("sales"), row.Units("refunds"), row.Number("refund_rows"), row.Number("zero_rows"), row.Units("cost"), row.Number("rows_after"), row.Units("amount_after"))).Single();
    }
}
