using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The step that tells who comes and goes on each day under the contract rule, as <see cref="ContractRuleScan"/> dates it.</summary>
internal static class ContractEventSql
{
    public static void Write(SqlText text, SqlSource source, RowsSql rows, int asOf)
    {
        ContractTermsSql.Write(text, rows, source.Contract!, asOf);
        ContractTermsSql.WriteMarks(text, source.Sql, asOf, hasCredits: false, hasGrace: false);
        text.Step("running", "select customer, day, change, cast(sum(change) over (partition by customer order by day rows unbounded preceding) as bigint) as there\nfrom term_marks");
        if (rows.IsGrouped)
        {
            WriteMoves(text);
            return;
        }

        text.Step("turns", "select customer, day, there, lead(day) over (partition by customer order by day) as next_turn\nfrom running\nwhere (there = 0 and change < 0) or (there > 0 and there = change)");
        text.Step("daily", """
            select case when there > 0 then day + 1 else day end as day, case when there > 0 then 1 else 0 end as entered, 0 as left_group,
                case when there = 0 then 1 else 0 end as lost, case when there = 0 and next_turn is not null then 1 else 0 end as came_back
            from turns
            """);
    }

    // A group changes where a term begins, or where the one that decided it ends.
    private static void WriteMoves(SqlText text)
    {
        text.Step("ranked", """
            select running.customer, running.day, there, grp,
                row_number() over (partition by running.customer, running.day order by held_terms.day desc, amount desc, grp) as place
            from running left join held_terms on held_terms.customer = running.customer and paid = 1 and held_terms.day <= running.day and runs_to > running.day
            """);
        const string inOrder = "over (partition by customer order by day)";
        text.Step("turns", $"""
            select customer, day, there, grp, lag(there) {inOrder} as there_before, lag(grp) {inOrder} as grp_before, lead(day) {inOrder} as next_turn
            from ranked
            where place = 1
            """);
        text.Step("daily", """
            select day + 1 as day, grp, 1 as entered, 0 as left_group, 0 as lost, 0 as came_back from turns where there > 0 and (there_before is null or there_before = 0 or grp <> grp_before)
            union all
            select day, grp_before, 0, 1, 0, 0 from turns where there > 0 and there_before > 0 and grp <> grp_before
            union all
            select day, grp_before, 0, 0, 1, case when next_turn is null then 0 else 1 end from turns where there = 0 and there_before > 0
            """);
    }
}
