using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>
/// The parts of customers under the window rule, as <see cref="WindowRuleScan"/> finds them: each day is counted in every period whose start or end has it
/// in its window, and in its own.
/// </summary>
internal static class WindowRuleSql
{
    public static void Write(SqlText text, SqlSource source, RowsSql rows, LedgerQuestion question, PeriodCalendar calendar)
    {
        var sql = source.Sql;
        var window = text.Parameter("window_days", question.WindowDays);
        var asOf = text.Parameter("as_of", question.AsOf);
        DaysSql.Write(text, source, rows, "seen_days", question.Refund is RefundRule.Separate, question.Period);
        if (rows.IsGrouped)
        {
            text.Step("numbered_days", "select *, sum(activity) over (partition by customer order by day rows unbounded preceding) as actives\nfrom seen_days");
        }

        // The group that a customer is in after a day: that of the latest activity; before the first one, that of the first row.
        text.Step("placed_days", $"""
            select customer, period, day, value, apart, activity, unreadable,
                {RowsSql.If(rows.IsGrouped, "coalesce(max(case when activity = 1 then grp end) over (partition by customer, actives), first_value(grp) over (partition by customer order by day)) as grp,\n    ")}case when activity = 1 then lead(day) over (partition by customer, activity order by day) end as next_activity,
                min(case when activity = 1 then day end) over (partition by customer) as first_activity
            from {(rows.IsGrouped ? "numbered_days" : "seen_days")}
            """);
        text.RecursiveStep("periods", $"select {text.Parameter("first_period", calendar.FirstPeriod)} as period\nunion all\nselect period + 1 from periods where period < {text.Parameter("last_period", calendar.FirstPeriod + calendar.Count - 1)}");
        var end = sql.StartOf("period + 1", question.Period);
        text.Step("bounds", $"select period, {sql.StartOf("period", question.Period)} as opens, case when {end} < {asOf} then {end} else {asOf} end as closes\nfrom periods");
        text.RecursiveStep("shifts", $"select 0 as shift\nunion all\nselect shift + 1 from shifts where shift < {text.Parameter("shifts", (question.WindowDays / ShortestOf(question.Period)) + 2)}");
        text.Step("counted", $"""
            select placed_days.*, bounds.period as of_period, opens,
                case when shift = 0 then 1 else 0 end as inside,
                case when shift > 0 then 1 else 0 end as at_open,
                case when day >= closes - {window} then 1 else 0 end as at_close,
                case when next_activity > day + {window} and day + {window} >= opens and day + {window} < closes then 1 else 0 end as interrupted
            from placed_days cross join shifts
                join bounds on bounds.period = placed_days.period + shift
            where shift = 0 or day >= opens - {window}
            """);
        var counted = "counted";
        if (rows.IsGrouped)
        {
            text.Step("latest", """
                select *,
                    max(case when at_open = 1 then day end) over (partition by customer, of_period) as latest_at_open,
                    max(day) over (partition by customer, of_period) as latest_at_close
                from counted
                """);
            counted = "latest";
        }

        text.Step("standing", $"""
            select customer, of_period as period, opens, min(first_activity) as first_activity, min(day) as first_day,
                {sql.Sum("case when at_open = 1 then value else 0 end")} as open_value, {sql.Sum("at_open * activity")} as open_activities,
                {sql.Sum("case when at_close = 1 then value else 0 end")} as close_value, {sql.Sum("case when at_close = 1 then apart else 0 end")} as close_apart, {sql.Sum("at_close * activity")} as close_activities,
                {sql.Sum("case when inside = 1 then value else 0 end")} as inside_value, {sql.Sum("inside * activity")} as inside_activities,
                {RowsSql.If(rows.IsGrouped, "max(case when day = latest_at_open then grp end) as open_grp, max(case when day = latest_at_close then grp end) as close_grp,\n    ")}max(interrupted) as interrupted, {sql.Sum("inside * unreadable")} as unreadable
            from {counted}
            group by customer, of_period, opens
            """);
        text.Step("moves", $"""
            select standing.*,
                case when open_activities > 0 and close_activities > 0 then {(int)PartKind.Kept}
                    when open_activities > 0 then {(int)PartKind.Lost}
                    when close_activities > 0 then case when first_activity >= opens{RowsSql.If(rows.HasFirstSeen, " and (first_seen is null or first_seen >= opens)")} then {(int)PartKind.New} else {(int)PartKind.Returned} end
                    when inside_activities > 0 then {(int)PartKind.Transient}
                    else {(int)PartKind.Outside} end as kind
            from standing{RowsSql.If(rows.HasFirstSeen, " left join known on known.customer = standing.customer")}
            """);

        // Somebody who is not there at the close may have refunds in the window, which are told apart from the movement.
        text.Step("halves", "select 0 as half union all select 1");
        var isThere = "close_activities > 0";
        var isMovement = $"half = 0 and kind <> {(int)PartKind.Outside}";
        text.Step("parts", $"""
            select customer, period, first_day, case when half = 1 then {(int)PartKind.Outside} else kind end as kind,
                {RowsSql.If(rows.IsGrouped, $"case when half = 0 and open_activities > 0 then open_grp else close_grp end as opening_grp, close_grp as closing_grp,\n    ")}case when half = 0 and open_activities > 0 then open_value else 0 end as opening_value,
                case when half = 1 then close_value when kind = {(int)PartKind.Transient} then inside_value when {isThere} then close_value else 0 end as closing_value,
                case when half = 1 or {isThere} then close_value + close_apart else 0 end as row_value,
                case when half = 1 or {isThere} then close_apart else 0 end as apart,
                case when half = 0 or kind = {(int)PartKind.Outside} then inside_value else 0 end as dated_value,
                case when half = 0 and kind = {(int)PartKind.Kept} then interrupted else 0 end as interrupted,
                case when half = 0 and {isThere} and inside_activities = 0 then 1 else 0 end as undecided,
                unreadable
            from moves cross join halves
            where ({isMovement})
                or (half = 1 and close_activities = 0 and (close_value <> 0 or close_apart <> 0 or (kind = {(int)PartKind.Outside} and inside_value <> 0)))
                or (half = 1 and kind = {(int)PartKind.Outside} and unreadable > 0)
            """);
    }

    private static int ShortestOf(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Day => 1,
        PeriodUnit.Week => 7,
        PeriodUnit.Month => 28,
        PeriodUnit.Quarter => 90,
        _ => 365,
    };
}
