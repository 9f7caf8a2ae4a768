using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>The histories of those who first came in some cohorts from a database: a line for each distinct history, cohort and group.</summary>
internal static class AcquiredSql
{
    public static IReadOnlyList<AcquiredLine> Ask(SqlSource source, CohortQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var sql = source.Sql;
        var rows = new RowsSql(source, text, question.GroupBy, withCost: question.LessCost);
        rows.Seen("seen_rows", text.Parameter("as_of", question.AsOf));
        rows.Known();
        StatesSql.Write(text, source, rows, "seen_states", question.Refund is RefundRule.Separate, ofFirst: true);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        text.Step("firsts", $"""
            select customer, {sql.PeriodOf("first_activity", question.Period)} as period, {group}{text.Parameter("last_day", question.AsOf - 1)} - first_activity as age, purchases, purchases - 1 as repeats,
                last_activity - first_activity as last_age, case when purchases > 1 and repeat_value > 0 then repeat_value else 0 end as money, margin, unreadable
            from seen_states
            """);
        var isThere = $"purchases > 0 and period >= {text.Parameter("first_period", question.FirstPeriod)} and period <= {text.Parameter("last_period", question.LastPeriod)}";
        var isNew = RowsSql.If(rows.HasFirstSeen, $" and case when {sql.PeriodOf("known.first_seen", question.Period)} < period then 0 else 1 end = 1");
        text.Step("acquired", $"""
            select period, {group}age, repeats, last_age, money, margin, unreadable
            from firsts{RowsSql.If(rows.HasFirstSeen, " left join known on known.customer = firsts.customer")}
            where ({isThere}{isNew}) or unreadable > 0
            """);
        var keys = $"period, {group}age, repeats, last_age";
        var products = new[] { (A: "money", B: "money", Name: "square"), (A: "margin", B: "money", Name: "pair") }
            .SelectMany(product => sql.SumOfProducts(product.A, product.B).Select((sum, i) => Errors.Invariant($"{sql.NumberAsText(sum.Expression)} as {product.Name}{i}")));
        var statement = text.Select(
            $"""
            select {keys}, {sql.Count} as customers, {sql.TotalSum("money")} as money, {sql.TotalSum("margin")} as margin,
                {string.Join(",\n    ", products)}, {sql.Sum("unreadable")} as unreadable
            from acquired
            group by {keys}
            """,
            sql,
            SqlMerge.By("period", "grp", "age", "repeats", "last_age"));
        return AcquiredLine.Ordered(session.Query(statement, row => Read(row, sql, rows.IsGrouped)).ToList());
    }

    private static AcquiredLine Read(SqlRow row, SqlDialect sql, bool isGrouped)
    {
        BigInteger Product(string name) => sql.ProductWeights.Select((weight, i) => weight * row.Wide(Errors.Invariant($"{name}{i}"))).Aggregate(BigInteger.Zero, BigInteger.Add);
        return new(row.Small("period"), isGrouped ? row.Text("grp") : null, row.Small("age"), row.Small("repeats"), row.Small("last_age"))
        {
            Customers = row.Number("customers"),
            Money = row.Units("money"),
            MoneySquares = new(Product("square")),
            Value = row.Units("margin"),
            Products = new(Product("pair")),
        };
    }
}
