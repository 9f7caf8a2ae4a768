using System.Linq;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>
/// The steps that tell what each subscriber brings to the bins of a cohort, as <see cref="TermCloses"/> sees it. The state at the closes of offsets stands
/// still between a few of them, so it is told by the stays in which it does.
/// </summary>
internal static class CohortTermsSql
{
    /// <summary>Whether a bin holds what changes at it, and not what is there: sums over customers can then be added up over the bins.</summary>
    public static bool AreChanges(CohortQuestion question) => question.Brackets.Count == 0 && question.Measure is not CohortMeasure.CumulativeRevenue;

    /// <summary>Writes the step "shares".</summary>
    /// <param name="text">The statement.</param>
    /// <param name="source">Where the terms are.</param>
    /// <param name="rows">The steps before.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="firstDay">The first day with a term.</param>
    public static void Write(SqlText text, SqlSource source, RowsSql rows, CohortQuestion question, int firstDay)
    {
        ContractTermsSql.Write(text, rows, source.Contract!, question.AsOf);
        WriteSlots(text, source.Sql, rows.IsGrouped, question);
        WriteStays(text, source.Sql, question.IsRolling);
        if (AreChanges(question))
        {
            WriteChanges(text, rows.IsGrouped, question);
        }
        else
        {
            WriteBins(text, source.Sql, rows.IsGrouped, question, firstDay);
        }
    }

    // A term is there at the closes of the offsets from that of its start to the one before that of its end.
    private static void WriteSlots(SqlText text, SqlDialect sql, bool isGrouped, CohortQuestion question)
    {
        var asOf = text.Parameter("as_of", question.AsOf);
        text.Step("followed_terms", $"""
            select customer, day, runs_to, amount, paid,{RowsSql.If(isGrouped, " grp, row_number() over (partition by customer order by paid desc, day, amount desc, grp) as place,")}
                min(case when paid = 1 then day end) over (partition by customer) as first_day
            from held_terms
            """);
        text.Step("term_bounds", $"""
            select customer, first_day, amount, paid, {RowsSql.If(isGrouped, "case when place = 1 then grp end as first_grp, ")}case when day < first_day then first_day else day end as from_day,
                case when runs_to >= {asOf} then {text.Parameter("last_day", question.AsOf - 1)} when runs_to < first_day then first_day else runs_to end as until_day, case when runs_to >= {asOf} then 1 else 0 end as runs_on
            from followed_terms
            where first_day is not null
            """);
        text.Step("term_slots", $"""
            select customer, first_day, amount, paid, {RowsSql.If(isGrouped, "first_grp, ")}{Slot(sql, question, "from_day")} as from_slot, {Slot(sql, question, "until_day")} + runs_on as until_slot
            from term_bounds
            """);
        const string isAtFirst = "case when from_slot = 0 and until_slot > 0 then";
        text.Step("subscribers", $"""
            select customer, first_day, {RowsSql.If(isGrouped, "max(first_grp) as grp, ")}{sql.Sum($"{isAtFirst} paid else 0 end")} as there, {sql.Sum($"{isAtFirst} amount else 0 end")} as money
            from term_slots
            group by customer, first_day
            """);
    }

    private static string Slot(SqlDialect sql, CohortQuestion question, string day) => question.Offset is CohortOffset.Calendar
        ? $"({sql.PeriodOf(day, question.Period)}) - ({sql.PeriodOf("first_day", question.Period)})"
        : OffsetSql.Elapsed(sql, question.OffsetUnit, day, "first_day");

    private static void WriteStays(SqlText text, SqlDialect sql, bool isRolling)
    {
        text.Step("slot_changes", """
            select customer, first_day, from_slot as slot, paid as change, amount from term_slots where from_slot < until_slot
            union all
            select customer, first_day, until_slot, -paid, -amount from term_slots where from_slot < until_slot
            """);
        text.Step("slot_marks", $"select customer, first_day, slot, {sql.Sum("change")} as change, {sql.Sum("amount")} as amount\nfrom slot_changes\ngroup by customer, first_day, slot");
        const string soFar = "over (partition by customer order by slot rows unbounded preceding)";
        text.Step("slot_states", $"""
            select customer, first_day, slot as from_slot, lead(slot) over (partition by customer order by slot) as until_slot,
                cast(sum(change) {soFar} as bigint) as there, cast(sum(amount) {soFar} as bigint) as money
            from slot_marks
            """);
        text.Step("stays", $"""
            select customer, first_day, from_slot, until_slot, money{RowsSql.If(isRolling, ", max(until_slot) over (partition by customer) as last_slot")}
            from slot_states
            where there > 0
            """);
    }

    private static void WriteChanges(SqlText text, bool isGrouped, CohortQuestion question)
    {
        var isCounted = question.Measure is CohortMeasure.Customers;
        var size = RowsSql.If(!isCounted, question.Measure is CohortMeasure.Orders ? "1, " : "money, ");
        var none = RowsSql.If(isGrouped, "'', ");
        var (begins, ends) = question.IsRolling ? ("0", "case when until_slot = last_slot then -1 else 0 end") : ("1", "-1");
        var last = $"""

            union all
            select customer, first_day, last_slot - 1, first_day, 0, 0, 0, 1, {none}0, 0, 0 from stays where until_slot = last_slot
            """;
        text.Step("shares", $"""
            {Subscribers(isGrouped, question, RowsSql.If(!isCounted, "0 as size, "))}
            union all
            select customer, first_day, from_slot, first_day, money, 0, 1, {begins}, {none}0, {size}0, 0 from stays
            union all
            select customer, first_day, until_slot, first_day, -money, 0, -1, {ends}, {none}0, {size}0, 0 from stays{RowsSql.If(question.IsRolling, last)}
            """);
    }

    private static void WriteBins(SqlText text, SqlDialect sql, bool isGrouped, CohortQuestion question, int firstDay)
    {
        if (question.Brackets.Count > 0)
        {
            text.Step("bins", string.Join("\nunion all\n", question.Brackets.Select((bracket, i) =>
                Errors.Invariant($"select {i} as bin, {text.Parameter(Errors.Invariant($"from{i}"), bracket.From)} as bin_from, {text.Parameter(Errors.Invariant($"to{i}"), bracket.To)} as bin_to"))));
        }
        else
        {
            var last = new OffsetClock(question.Period, question.Offset, firstDay, question.AsOf, question.OffsetUnit).OffsetOf(firstDay, question.AsOf - 1);
            text.RecursiveStep("slots", $"select 0 as bin\nunion all\nselect bin + 1 from slots where bin < {text.Parameter("last_bin", last)}");
            text.Step("bins", "select bin, bin as bin_from, bin as bin_to\nfrom slots");
        }

        text.Step("held_bins", """
            select customer, first_day, bin, money,
                case when until_slot - 1 < bin_to then until_slot - 1 else bin_to end - case when from_slot > bin_from then from_slot else bin_from end + 1 as held
            from stays join bins on from_slot <= bin_to and until_slot > bin_from
            """);
        text.Step("shares", $"""
            {Subscribers(isGrouped, question, "")}
            union all
            select customer, first_day, bin, first_day, {sql.Sum("money * held")}, 0, {sql.Sum("held")}, 1, {RowsSql.If(isGrouped, "'', ")}0, 0, 0
            from held_bins
            group by customer, first_day, bin
            """);
    }

    // Each subscriber once, outside of the bins: somebody who is not there at any close is in the cohort.
    private static string Subscribers(bool isGrouped, CohortQuestion question, string size)
    {
        var atBase = question.Measure is CohortMeasure.Orders ? "1" : "money";
        return $"""
            select customer, first_day, {CohortQuestion.Outside} as bin, first_day as first_row, 0 as value, 0 as apart, 0 as orders, 0 as active,
                {RowsSql.If(isGrouped, "grp, ")}case when there > 0 then {atBase} else 0 end as base, {size}1 as is_first, 0 as unreadable
            from subscribers
            """;
    }
}
