using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The steps that put the terms of customers together as <see cref="Contracts.CustomerTerms"/> does: how long each runs, gaps bridged, and what begins and ends on each day.</summary>
internal static class ContractTermsSql
{
    /// <summary>No day, in a step that others are compared with.</summary>
    public const string Null = "cast(null as int)";

    /// <summary>Writes the step "held_terms": the terms that are seen, each with the day that it runs to.</summary>
    public static void Write(SqlText text, RowsSql rows, ContractRule rule, int asOf)
    {
        var columns = $"customer, day, amount{RowsSql.If(rows.IsGrouped, ", grp")}";
        var seen = $"select {columns}, ends_on, case when amount < 0 then 0 else 1 end as paid\nfrom seen_rows\nwhere day < ends_on{RowsSql.If(!rule.IncludesFree, " and amount <> 0")}";
        if (rule.GraceDays == 0)
        {
            text.KeptStep("held_terms", seen.Replace("ends_on,", "ends_on as runs_to,", System.StringComparison.Ordinal));
            return;
        }

        // What runs without a gap is an island; what ends an island holds over a gap that is bridged, and over one that is not over at the as-of date.
        text.Step("seen_terms", seen);
        const string inOrder = "over (partition by customer, paid order by day";
        text.Step("neighbours", $"""
            select *, max(ends_on) {inOrder} rows between unbounded preceding and 1 preceding) as end_before, lead(day) {inOrder}) as next_day
            from seen_terms
            """);
        text.Step("numbered_terms", $"select *, sum(case when day <= end_before then 0 else 1 end) {inOrder}) as island\nfrom neighbours");
        const string ofIsland = "over (partition by customer, paid, island)";
        text.Step("islands", $"select *, max(ends_on) {ofIsland} as island_end, max(next_day) {ofIsland} as next_start\nfrom numbered_terms");
        var grace = text.Parameter("grace_days", rule.GraceDays);
        var end = text.Parameter("as_of", asOf);
        text.KeptStep("held_terms", $"""
            select {columns}, ends_on, paid,
                case when paid = 0 or ends_on < island_end then ends_on
                    when next_start > ends_on then case when next_start - ends_on <= {grace} then next_start else ends_on end
                    when ends_on < {end} and ends_on + {grace} >= {end} then {TermsSql.Open}
                    else ends_on end as runs_to
            from islands
            """);
    }

    /// <summary>Writes the step "term_marks": what changes on each day on which something begins or ends.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="sql">The SQL that it is written in.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="hasCredits">Whether credits count.</param>
    /// <param name="hasGrace">Whether somebody may be held by the grace alone.</param>
    public static void WriteMarks(SqlText text, SqlDialect sql, int asOf, bool hasCredits, bool hasGrace)
    {
        var end = text.Parameter("as_of", asOf);
        var isPaid = RowsSql.If(!hasCredits, " and paid = 1");
        var held = $"""

            union all
            select customer, ends_on, 0, 0, 1, {Null} from held_terms where runs_to = {TermsSql.Open} and ends_on < {end} and paid = 1
            """;
        text.Step("term_changes", $"""
            select customer, day, paid as change, amount as money_change, 0 as undecided, case when paid = 1 then day end as first_start from held_terms{RowsSql.If(!hasCredits, " where paid = 1")}
            union all
            select customer, runs_to, -paid, -amount, 0, {Null} from held_terms where runs_to < {end}{isPaid}{RowsSql.If(hasGrace, held)}
            """);
        text.Step("term_marks", $"""
            select customer, day, {sql.Sum("change")} as change, {sql.Sum("money_change")} as money_change, max(undecided) as undecided, min(first_start) as first_start
            from term_changes
            group by customer, day
            """);
    }
}
