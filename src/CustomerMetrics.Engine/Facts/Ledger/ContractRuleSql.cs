using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>
/// The parts of customers under the contract rule, as <see cref="ContractRuleScan"/> finds them. A customer has a row where something begins or ends, not one
/// for each period: customers who stand still are told by where that begins and where it ends.
/// </summary>
internal sealed class ContractRuleSql(SqlText text, SqlSource source, RowsSql rows, LedgerQuestion question, PeriodCalendar calendar)
{
    private readonly SqlDialect sql = source.Sql;
    private readonly int span = question.Span;
    private readonly string lastPeriod = text.Parameter("last_period", calendar.FirstPeriod + calendar.Count - 1);
    private readonly string firstPeriod = text.Parameter("first_period", calendar.FirstPeriod);

    /// <summary>The parts of all periods, those who stand still by where that begins and ends.</summary>
    public void WriteLines()
    {
        WriteStretches();
        var isSteady = $"kind = {(int)PartKind.Kept} and opening_value = closing_value{RowsSql.If(rows.IsGrouped, " and opening_grp = closing_grp")} and interrupted = 0 and to_period > from_period + 1";
        if (span > 1)
        {
            text.RecursiveStep("shifts", $"select 0 as shift\nunion all\nselect shift + 1 from shifts where shift + 1 < {text.Parameter("span", span)}");
        }

        var period = span > 1 ? "from_period + shift" : "from_period";
        text.Step("parts", $"""
            {Part(period)}
            from stretches{RowsSql.If(span > 1, " cross join shifts")}{Known}
            where kind is not null and not ({isSteady}){RowsSql.If(span > 1, " and from_period + shift < to_period")}
            union all
            {Steady("from_period", LedgerLineSql.SteadyFrom, LedgerLineSql.OutsideFrom, isSteady)}
            union all
            {Steady("to_period", LedgerLineSql.SteadyUntil, LedgerLineSql.OutsideUntil, isSteady)} and to_period <= {lastPeriod}
            """);
    }

    /// <summary>The parts of a range of periods, each customer in each.</summary>
    public void WriteMembers(MovementRange range)
    {
        const string period = "asked.period";
        WriteStretches();
        var first = PeriodCalendar.OrdinalOf(question.Period, range.FirstStart);
        var last = PeriodCalendar.OrdinalOf(question.Period, range.LastStart);
        text.RecursiveStep("asked", $"select {text.Parameter("first_of_asked", first)} as period\nunion all\nselect period + 1 from asked where period < {text.Parameter("last_of_asked", last)}");
        text.Step("parts", $"""
            {Part(period)}
            from stretches join asked on from_period <= {period} and {period} < to_period{Known}
            where kind is not null{RowsSql.If(range.Kinds.Count > 0 && !range.Kinds.Contains(PartKind.Kept), $" and kind <> {(int)PartKind.Kept}")}
            union all
            {Lasting(period, $"{(int)PartKind.Outside}")}
            from stretches join asked on from_period <= {period} and {period} < to_period
            where outside_value <> 0
            """);
    }

    private string Known => RowsSql.If(rows.HasFirstSeen, " left join known on known.customer = stretches.customer");

    private string Part(string period)
    {
        var opens = span > 1 ? $"case when {period} - {span - 1} < {firstPeriod} then {firstPeriod} else {period} - {span - 1} end" : period;
        var isKnown = RowsSql.If(rows.HasFirstSeen, $" or known.first_seen < {sql.StartOf(opens, question.Period)}");
        return $"""
            select stretches.customer, {period} as period, 0 as first_day,
                case when kind = {(int)PartKind.New} and ({sql.PeriodOf("first_start", question.Period)} < {opens}{isKnown}) then {(int)PartKind.Returned} else kind end as kind,
                {RowsSql.If(rows.IsGrouped, "opening_grp, closing_grp, ")}opening_value, closing_value, row_value, 0 as apart, 0 as dated_value, interrupted, undecided, 0 as unreadable
            """;
    }

    // Somebody who stands still has no credits outside, and the other way about.
    private string Steady(string period, int steady, int outside, string isSteady) => $"""
        {Lasting(period, $"case when outside_value <> 0 then {outside} else {steady} end")}
            from stretches
            where (outside_value <> 0 or ({isSteady}))
        """;

    private string Lasting(string period, string kind) => $"""
        select customer, {period}, 0, {kind},
                {RowsSql.If(rows.IsGrouped, "closing_grp, closing_grp, ")}case when outside_value <> 0 then 0 else opening_value end, case when outside_value <> 0 then outside_value else closing_value end,
                row_value + outside_value, 0, 0, 0, undecided, 0
        """;

    private void WriteStretches()
    {
        ContractTermsSql.Write(text, rows, source.Contract!, question.AsOf);
        WriteCloses();
        if (span > 1)
        {
            WriteSpans();
        }
        else
        {
            WriteSteps();
        }

        // Somebody who is not there may have credits that run, which are told apart from the movement.
        text.Step("stretches", $"""
            select customer, from_period, to_period, first_start,
                case when open_count > 0 and close_count > 0 then {(int)PartKind.Kept}
                    when open_count > 0 then {(int)PartKind.Lost}
                    when close_count > 0 then {(int)PartKind.New}
                    when loss_day is not null then {(int)PartKind.Transient} end as kind,
                {RowsSql.If(rows.IsGrouped, "case when open_count > 0 then open_grp else close_grp end as opening_grp, close_grp as closing_grp,\n    ")}case when open_count > 0 then open_money else 0 end as opening_value,
                case when close_count > 0 then close_money when open_count = 0 and loss_day is not null then passing_money else 0 end as closing_value,
                case when close_count > 0 then close_money else 0 end as row_value,
                case when close_count > 0 then 0 else close_money end as outside_value,
                case when open_count > 0 and close_count > 0 and loss_day is not null then 1 else 0 end as interrupted,
                case when close_count > 0 then undecided else 0 end as undecided
            from standing
            """);
    }

    // How customers stand at the close of the periods in which something begins or ends.
    private void WriteCloses()
    {
        var period = sql.PeriodOf("day", question.Period);
        const string soFar = "over (partition by customer order by day rows unbounded preceding)";
        ContractTermsSql.WriteMarks(text, sql, question.AsOf, hasCredits: true, hasGrace: source.Contract!.GraceDays > 0);
        text.Step("running", $"""
            select customer, day, {period} as period, change, money_change,
                cast(sum(change) {soFar} as bigint) as there, cast(sum(money_change) {soFar} as bigint) as money,
                max(undecided) {soFar} as undecided, min(first_start) {soFar} as first_start,
                lead({period}) over (partition by customer order by day) as next_period
            from term_marks
            """);
        if (span > 1)
        {
            text.Step("closes", $"select customer, period, there, money, undecided, first_start, {ContractTermsSql.Null} as loss_day, 0 as passing_money\nfrom running\nwhere next_period is null or next_period > period");
        }
        else
        {
            // Who is lost and is there at the close, or never was there at one, is told by the days inside of the period.
            const string isLast = "next_period is null or next_period > period";
            text.Step("period_losses", "select *, max(case when there = 0 and change < 0 then day end) over (partition by customer, period) as loss_day\nfrom running");
            text.Step("closes", $"""
                select customer, period,
                    max(case when {isLast} then there end) as there, max(case when {isLast} then money end) as money,
                    max(undecided) as undecided, min(first_start) as first_start,
                    max(loss_day) as loss_day, max(case when day = loss_day then money - money_change end) as passing_money
                from period_losses
                group by customer, period
                """);
        }

        if (rows.IsGrouped)
        {
            WriteGroups(period);
        }
    }

    // The group is that of the latest start, then of the larger amount, then of the first name; of somebody who is not there, among all that have started.
    private void WriteGroups(string period)
    {
        text.Step("term_periods", $"""
            select customer, day, amount, grp, paid, {period} as start_period, case when runs_to < {text.Parameter("as_of", question.AsOf)} then {sql.PeriodOf("runs_to", question.Period)} else {lastPeriod} + 1 end as end_period
            from held_terms
            """);
        text.Step("ranked", $"""
            select closes.customer, closes.period, there, money, undecided, first_start, loss_day, passing_money, grp,
                row_number() over (partition by closes.customer, closes.period
                    order by case when paid = 1 and end_period > closes.period then 0 else 1 end, paid desc, day desc, amount desc, grp) as place
            from closes join term_periods on term_periods.customer = closes.customer and start_period <= closes.period
            """);
        text.Step("placed", "select customer, period, there, money, undecided, first_start, loss_day, passing_money, grp\nfrom ranked\nwhere place = 1");
    }

    private string Closes => rows.IsGrouped ? "placed" : "closes";

    // From one period to the next: what changes, and from the period after it on what stays.
    private void WriteSteps()
    {
        const string inOrder = "over (partition by customer order by period)";
        text.Step("close_steps", $"""
            select *, lag(there) {inOrder} as there_before, lag(money) {inOrder} as money_before,{RowsSql.If(rows.IsGrouped, $" lag(grp) {inOrder} as grp_before,")}
                lead(period) {inOrder} as period_after
            from {Closes}
            """);
        text.Step("halves", "select 0 as half union all select 1");
        text.Step("standing", $"""
            select customer, first_start, period + half as from_period,
                case when half = 0 then period + 1 else coalesce(period_after, {lastPeriod} + 1) end as to_period,
                case when half = 1 then there else coalesce(there_before, 0) end as open_count, case when half = 1 then money else coalesce(money_before, 0) end as open_money,
                there as close_count, money as close_money,{RowsSql.If(rows.IsGrouped, " case when half = 1 then grp else grp_before end as open_grp, grp as close_grp,")}
                case when half = 0 then loss_day end as loss_day, passing_money, undecided
            from close_steps cross join halves
            where half = 0 or (coalesce(period_after, {lastPeriod} + 1) > period + 1 and (there > 0 or money <> 0))
            """);
    }

    // A line opens several periods before its close, so it changes where either does.
    private void WriteSpans()
    {
        text.Step("numbered_closes", $"select *, row_number() over (partition by customer order by period) as place\nfrom {Closes}");
        text.Step("bounds", $"""
            select customer, period, place as close_place, 0 as open_place from numbered_closes
            union all
            select customer, period + {span}, 0, place from numbered_closes where period + {span} <= {lastPeriod}
            """);
        text.Step("stations", "select customer, period, max(close_place) as close_place, max(open_place) as open_place\nfrom bounds\ngroup by customer, period");
        const string soFar = "over (partition by customer order by period rows unbounded preceding)";
        text.Step("stays", $"""
            select customer, period as from_period, coalesce(lead(period) over (partition by customer order by period), {lastPeriod} + 1) as to_period,
                max(close_place) {soFar} as close_place, max(open_place) {soFar} as open_place
            from stations
            """);
        text.Step("standing", $"""
            select stays.customer, ends.first_start, from_period, to_period,
                coalesce(starts.there, 0) as open_count, coalesce(starts.money, 0) as open_money, ends.there as close_count, ends.money as close_money,{RowsSql.If(rows.IsGrouped, " starts.grp as open_grp, ends.grp as close_grp,")}
                ends.loss_day, ends.passing_money, ends.undecided
            from stays join numbered_closes ends on ends.customer = stays.customer and ends.place = close_place
                left join numbered_closes starts on starts.customer = stays.customer and starts.place = open_place
            """);
    }
}
