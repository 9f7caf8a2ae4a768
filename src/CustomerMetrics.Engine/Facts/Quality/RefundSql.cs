using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>
/// The refunds from a database, as <see cref="RefundScan"/> finds them. What is left of the sales is a sum that never goes below zero: the running sum less
/// the lowest that it has been below zero so far.
/// </summary>
internal static class RefundSql
{
    public static RefundFact Ask(SqlSource source, int asOf, int edge, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var sql = source.Sql;

        // Sales before refunds, small refunds before large ones: the order within a day is not known.
        const string inOrder = "partition by customer order by own_day, case when amount > 0 then 0 else 1 end, amount desc";
        text.Step("started", $"""
            select customer, own_day, amount, unreadable, max(case when amount > 0 then 1 else 0 end) over ({inOrder} rows unbounded preceding) as has_sale
            from seen_rows
            where amount <> 0 or unreadable > 0
            """);
        text.Step("summed", $"select started.*, sum(case when has_sale = 1 then amount else 0 end) over ({inOrder} rows unbounded preceding) as running\nfrom started");
        text.Step("measured", $"select summed.*, min(running) over ({inOrder} rows between unbounded preceding and 1 preceding) as lowest_before\nfrom summed");
        text.Step("refunds", $"""
            select amount, case when own_day < {text.Parameter("edge", edge)} then 1 else 0 end as is_early, has_sale, unreadable,
                case when has_sale = 0 then 0 when lowest_before < 0 then lowest_before - running else - running end as excess
            from measured
            where amount < 0 or unreadable > 0
            """);
        const string without = "has_sale = 0";
        const string above = "has_sale = 1 and excess > 0";
        var statement = text.Select(
            $"""
            select {sql.Count} as refunds, {TallySql.Columns(sql, "without", without)},
                {TallySql.Columns(sql, "above", above)},
                {sql.Sum($"case when {without} and is_early = 1 then 1 else 0 end")} as without_early, {sql.Sum($"case when {above} and is_early = 1 then 1 else 0 end")} as above_early,
                {sql.TotalSum($"case when {above} then excess else 0 end")} as excess, {sql.Sum("unreadable")} as unreadable
            from refunds
            """,
            sql,
            TallySql.Merge("without", "above"));
        return session.Query(statement, row => new RefundFact
        {
            Refunds = row.Number("refunds"),
            WithoutSale = TallySql.Read(row, "without"),
            WithoutSaleEarly = row.Number("without_early"),
            AboveSales = TallySql.Read(row, "above"),
            AboveSalesEarly = row.Number("above_early"),
            Excess = row.Units("excess"),
        }).Single();
    }
}
