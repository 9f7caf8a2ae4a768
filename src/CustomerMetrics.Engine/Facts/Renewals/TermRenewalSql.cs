using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>The steps that find what replaced the terms of subscriptions, as <see cref="TermRenewals"/> does.</summary>
internal static class TermRenewalSql
{
    /// <param name="text">The statement.</param>
    /// <param name="sql">The SQL that it is written in.</param>
    /// <param name="rows">The steps before.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="grace">The days after an end in which a renewal counts.</param>
    public static void Write(SqlText text, SqlDialect sql, RowsSql rows, string asOf, string grace)
    {
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var contract = rows.HasContracts ? "customer, contract" : "customer";
        string Joined(string one, string other) => $"{one}.customer = {other}.customer{RowsSql.If(rows.HasContracts, $" and {one}.contract = {other}.contract")}";
        string Of(string step) => rows.HasContracts ? $"{step}.customer, {step}.contract" : step + ".customer";
        text.Step("seen_paid_terms", $"""
            select {contract}, day, ends_on, amount, {group}unreadable,
                max(ends_on) over (partition by {contract} order by day rows between unbounded preceding and 1 preceding) as held_until
            from seen_rows
            where (amount > 0 and day < ends_on) or unreadable > 0
            """);

        // What ends on a day comes before what starts on it: the last end passed is the nearest before.
        text.Step("term_turns", $"""
            select {contract}, ends_on as day, 0 as starts, ends_on as passed, ends_on, 0 as amount from seen_paid_terms where ends_on < {asOf}
            union all
            select {contract}, day, 1, {ContractTermsSql.Null}, ends_on, amount from seen_paid_terms
            """);
        text.Step("passed_ends", $"select {contract}, day, starts, ends_on, amount, max(passed) over (partition by {contract} order by day, starts rows unbounded preceding) as end_before\nfrom term_turns");

        // Few terms start while another one runs, and these alone are held against the others.
        text.Step("waiting_ends", $"""
            select {Of("later")}, later.day, later.ends_on, min(earlier.ends_on) as end_after
            from seen_paid_terms later
            inner join seen_paid_terms earlier on {Joined("earlier", "later")} and earlier.day < later.day and earlier.ends_on > later.day and earlier.ends_on < later.ends_on
            where later.held_until > later.day
            group by {Of("later")}, later.day, later.ends_on
            """);
        text.Step("term_replacements", $"""
            select {Of("passed_ends")}, passed_ends.day, passed_ends.amount,
                case when end_before is null or passed_ends.day - end_before > {grace} then end_after
                    when end_after is null or passed_ends.day - end_before <= end_after - passed_ends.day then end_before
                    else end_after end as replaced_end
            from passed_ends
            left join waiting_ends on {Joined("waiting_ends", "passed_ends")} and waiting_ends.day = passed_ends.day and waiting_ends.ends_on = passed_ends.ends_on
            where starts = 1
            """);
        text.Step("found_renewals", $"""
            select {contract}, replaced_end, min(day) as renewed_on, {sql.Sum("amount")} as replaced_value
            from term_replacements
            where replaced_end is not null
            group by {contract}, replaced_end
            """);

        // The group is that of the latest start, then of the larger amount, then of the first name.
        text.Step("ending_terms", $"""
            select {contract}, day, ends_on, amount, {group}unreadable{RowsSql.If(rows.IsGrouped, $", row_number() over (partition by {contract}, ends_on order by day desc, amount desc, grp) as place")}
            from seen_paid_terms
            where ends_on < {asOf} or unreadable > 0
            """);
        text.Step("gathered_ends", $"""
            select {contract}, ends_on as end_day, min(day) as start_day, {sql.Sum("amount")} as value, {RowsSql.If(rows.IsGrouped, "max(case when place = 1 then grp end) as grp, ")}max(unreadable) as unreadable
            from ending_terms
            group by {contract}, ends_on
            """);
        text.Step(RenewalSql.Ended, $"""
            select {Of("gathered_ends")}, start_day, end_day, value, {group}unreadable, renewed_on, case when replaced_value is null then 0 else replaced_value end as replaced_value
            from gathered_ends
            left join found_renewals on {Joined("found_renewals", "gathered_ends")} and found_renewals.replaced_end = gathered_ends.end_day
            """);
    }
}
