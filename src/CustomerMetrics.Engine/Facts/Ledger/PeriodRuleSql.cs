using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The parts of customers under the period rule, as <see cref="PeriodRuleScan"/> finds them. Each step leaves the rows in the order that the next one needs.</summary>
internal static class PeriodRuleSql
{
    public static void Write(SqlText text, SqlSource source, RowsSql rows, LedgerQuestion question, PeriodCalendar? calendar)
    {
        var sql = source.Sql;
        var lastPeriod = text.Parameter("last_period", PeriodCalendar.OrdinalOf(question.Period, question.AsOf - 1));
        if (rows.IsGrouped)
        {
            WriteGroupedPresence(text, source, rows, question);
        }
        else
        {
            WritePresence(text, source, question);
        }

        var span = question.Span;
        if (span == 1)
        {
            WriteNeighbours(text, rows);
        }
        else
        {
            WriteDistant(text, rows, span);
        }

        text.Step("shifts", "select 0 as shift union all select 1");
        var firstPeriod = span == 1 ? "" : text.Parameter("first_period", calendar!.FirstPeriod);
        var opens = span == 1 ? "period" : $"case when period - {span - 1} < {firstPeriod} then {firstPeriod} else period - {span - 1} end";
        var isNew = span == 1 ? "period_before is null" : $"first_active >= {opens}";
        var isKnown = rows.HasFirstSeen ? $"when {isNew} and known.first_seen < {sql.StartOf(opens, question.Period)} then {(int)PartKind.Returned}\n        " : "";
        var isKept = $"period_before = period - {span}";
        var openingGroup = $"case when shift = 0 and activity = 1 and {isKept} then grp_before else grp end";
        text.Step("parts", $"""
            select standing.customer, period + {(span == 1 ? "shift" : $"shift * {span}")} as period, first_day,
                case when shift = 1 then {(int)PartKind.Lost}
                    when activity = 0 then {(int)PartKind.Outside}
                    when {isKept} then {(int)PartKind.Kept}
                    {isKnown}when {isNew} then {(int)PartKind.New}
                    else {(int)PartKind.Returned} end as kind,
                {RowsSql.If(rows.IsGrouped, $"{openingGroup} as opening_grp, grp as closing_grp,\n    ")}case when shift = 1 then value when activity = 1 and {isKept} then value_before else 0 end as opening_value,
                case when shift = 1 then 0 else value end as closing_value,
                case when shift = 1 then 0 else value + apart end as row_value,
                case when shift = 1 then 0 else apart end as apart,
                case when shift = 1 then 0 else value end as dated_value,
                0 as interrupted, 0 as undecided,
                case when shift = 1 then 0 else unreadable end as unreadable
            from standing cross join shifts{(rows.HasFirstSeen ? " left join known on known.customer = standing.customer" : "")}
            where shift = 0 or (activity = 1 and period + {span} <= {lastPeriod} and (period_after is null or period_after > period + {span}))
            """);
    }

    // The neighbours of a period with an activity are the nearest ones with an activity.
    private static void WriteNeighbours(SqlText text, RowsSql rows)
    {
        const string neighbours = "over (partition by customer, activity order by period)";
        text.Step("standing", $"""
            select customer, period, first_day, value, apart, activity, unreadable,{RowsSql.If(rows.IsGrouped, $" grp, lag(grp) {neighbours} as grp_before,")}
                lag(period) {neighbours} as period_before, lag(value) {neighbours} as value_before, lead(period) {neighbours} as period_after
            from presence
            """);
    }

    // Or those that are several periods away, if there is an activity in them.
    private static void WriteDistant(SqlText text, RowsSql rows, int span)
    {
        text.Step("actives", "select *, min(period) over (partition by customer) as first_active\nfrom presence\nwhere activity = 1");
        text.Step("standing", $"""
            select presence.customer, presence.period, presence.first_day, presence.value, presence.apart, presence.activity, presence.unreadable,{RowsSql.If(rows.IsGrouped, " presence.grp, earlier.grp as grp_before,")}
                earlier.period as period_before, earlier.value as value_before, later.period as period_after, here.first_active
            from presence
                left join actives here on here.customer = presence.customer and here.period = presence.period
                left join actives earlier on earlier.customer = presence.customer and earlier.period = presence.period - {span}
                left join actives later on later.customer = presence.customer and later.period = presence.period + {span}
            """);
    }

    // Without groups single days matter only where refunds have cancelled one, and most data has few of those.
    private static void WritePresence(SqlText text, SqlSource source, LedgerQuestion question)
    {
        var sql = source.Sql;
        var separate = question.Refund is RefundRule.Separate;
        var period = sql.PeriodOf("day", question.Period);
        const string isSale = "case when amount >= 0 then 1 else 0 end";
        text.Step("refund_days", "select distinct customer, day\nfrom seen_rows\nwhere sign < 0");
        text.Step("cancelled_days", $"""
            select seen_rows.customer, seen_rows.day, {sql.Sum(isSale)} as sales
            from seen_rows join refund_days on refund_days.customer = seen_rows.customer and refund_days.day = seen_rows.day
            group by seen_rows.customer, seen_rows.day
            having sum(amount) = 0 and max(amount) >= 0
            """);
        text.Step("cancelled", $"select customer, {period} as period, {sql.Sum("sales")} as sales\nfrom cancelled_days\ngroup by customer, {period}");
        text.Step("totals", $"""
            select customer, {period} as period, min(day) as first_day, {sql.Sum(isSale)} as sales,
                {(separate ? sql.Sum("case when amount >= 0 then amount else 0 end") : sql.Sum("amount"))} as value,
                {(separate ? sql.Sum("case when amount < 0 then amount else 0 end") : "0")} as apart, {sql.Sum("unreadable")} as unreadable
            from seen_rows
            group by customer, {period}
            """);
        text.Step("presence", """
            select totals.customer, totals.period, first_day, value, apart, unreadable,
                case when totals.sales > coalesce(cancelled.sales, 0) then 1 else 0 end as activity
            from totals left join cancelled on cancelled.customer = totals.customer and cancelled.period = totals.period
            """);
    }

    // The group of a day is that of its largest amount, so each day must be gathered.
    private static void WriteGroupedPresence(SqlText text, SqlSource source, RowsSql rows, LedgerQuestion question)
    {
        var sql = source.Sql;
        DaysSql.Write(text, source, rows, "seen_days", question.Refund is RefundRule.Separate, question.Period);
        text.Step("grouped_days", """
            select *,
                max(case when activity = 1 then day end) over (partition by customer, period) as last_activity,
                min(day) over (partition by customer, period) as first_of_period
            from seen_days
            """);
        text.Step("totals", $"""
            select customer, period, min(day) as first_day, {sql.Sum("value")} as value, {sql.Sum("apart")} as apart, max(activity) as activity,
                max(case when day = last_activity then grp end) as active_grp, max(case when day = first_of_period then grp end) as first_grp, {sql.Sum("unreadable")} as unreadable
            from grouped_days
            group by customer, period
            """);

        // A period without an activity belongs to the group of the latest one before it.
        text.Step("numbered", "select *, count(active_grp) over (partition by customer order by period rows unbounded preceding) as actives\nfrom totals");
        text.Step("presence", "select *, coalesce(active_grp, max(active_grp) over (partition by customer, actives), first_grp) as grp\nfrom numbered");
    }
}
