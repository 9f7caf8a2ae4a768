using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.WinBacks;

/// <summary>The win-back fact from a database: a line for all absences that begin and end alike.</summary>
internal static class WinBackSql
{
    // In SQL no period has this number.
    private const int None = -1;

    public static WinBackFact Ask(SqlSource source, WinBackQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        if (LedgerSql.FindCalendar(session, source, question.Ledger) is not { } calendar)
        {
            return new(null, []);
        }

        var text = new SqlText();
        var sql = source.Sql;
        var (unit, isWindow) = (question.Ledger.Period, question.Ledger.ActivityRule is ActivityRule.Window);
        var rows = question.IsOfDays ? WriteDays(text, source, question.Ledger) : WriteParts(text, source, question.Ledger, calendar);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        if (question.Ledger.Contract is not null)
        {
            WriteLossesOfTerms(text, rows.IsGrouped);
        }
        else
        {
            if (!question.IsOfDays && !rows.IsGrouped && !isWindow)
            {
                DaysSql.Write(text, source, rows, "seen_days", separate: false, unit);
            }

            var isInside = question.IsOfDays && isWindow;
            if (isInside)
            {
                text.Step("dated", "select *, max(case when activity = 1 then day end) over (partition by customer, period) as last_inside\nfrom seen_days");
            }

            text.Step("steps", $"""
                select customer, period, day, {group}unreadable, activity, case when activity = 1 then lead(day) over (partition by customer, activity order by day) end as next_day{RowsSql.If(isInside, ",\n    case when activity = 1 then lead(last_inside) over (partition by customer, activity order by day) end as next_inside")}
                from {(isInside ? "dated" : "seen_days")}
                """);
            text.Step("losses", $"""
                select customer, {group}unreadable, activity, next_day, {RowsSql.If(isInside, "next_inside, ")}{(isWindow ? $"day + {text.Parameter("window_days", question.Ledger.WindowDays)}" : sql.StartOf("period + 1", unit))} as loss_day
                from steps
                """);
        }

        text.Step("absences", $"""
            select customer, {group}unreadable, activity, loss_day, next_day, {RowsSql.If(question.IsOfDays && isWindow, "next_inside, ")}{sql.PeriodOf("loss_day", unit)} + 1 as enters,
                case when next_day is null then {None} else {sql.PeriodOf("next_day", unit)} end as back
            from losses
            where (activity = 1 and loss_day < {text.Parameter("as_of", question.Ledger.AsOf)}) or unreadable > 0
            """);
        if (!question.IsOfDays)
        {
            text.Step("came_back", $"select customer, period, closing_value\nfrom parts\nwhere kind = {(int)PartKind.Returned}");
        }

        var (isReturned, closingValue, absences) = question.IsOfDays
            ? ($"case when {IsBack(text, sql, question)} then 1 else 0 end", "0", "absences")
            : ("case when came_back.customer is null then 0 else 1 end", "coalesce(closing_value, 0)", "absences left join came_back on came_back.customer = absences.customer and came_back.period = back");
        text.Step("ends", $"""
            select {group}enters, back, {(question.ForgottenAfter is { } after ? Forgotten(text, sql, unit, after) : $"{None}")} as forgotten,
                case when next_day is null then 0 else {OffsetSql.Elapsed(sql, PeriodUnit.Month, "next_day", "loss_day")} end as months,
                {isReturned} as is_returned, {closingValue} as closing_value, unreadable
            from {absences}
            where (activity = 1 and enters <= {text.Parameter("final_period", calendar.FirstPeriod + calendar.Count - 1)} and (back = {None} or enters <= back)) or unreadable > 0
            """);
        var keys = $"{group}enters, back, forgotten, months, is_returned";
        var statement = text.Select(
            $"""
            select {keys}, {sql.Count} as customers, {sql.TotalSum("closing_value")} as value, {sql.Sum("unreadable")} as unreadable
            from ends
            group by {keys}
            """,
            sql,
            SqlMerge.By("grp", "enters", "back", "forgotten", "months", "is_returned"));
        return new(calendar, WinBackLine.Ordered(session.Query(statement, row => Read(row, rows.IsGrouped)).ToList()));
    }

    private static RowsSql WriteParts(SqlText text, SqlSource source, LedgerQuestion question, PeriodCalendar calendar)
    {
        var range = new MovementRange(calendar.Start(0), calendar.Start(calendar.Count - 1), [PartKind.Returned]);
        return LedgerSql.WriteParts(text, source, question, calendar, question.Contract is null ? null : range);
    }

    private static RowsSql WriteDays(SqlText text, SqlSource source, LedgerQuestion question)
    {
        var rows = new RowsSql(source, text, question.GroupBy);
        rows.Seen("seen_rows", text.Parameter("as_of", question.AsOf));
        DaysSql.Write(text, source, rows, "seen_days", separate: false, question.Period);
        return rows;
    }

    // There at the close, which of an open period is the as-of date.
    private static string IsBack(SqlText text, SqlDialect sql, WinBackQuestion question)
    {
        if (question.Ledger.ActivityRule is not ActivityRule.Window)
        {
            return "next_day is not null";
        }

        var (end, asOf) = ($"({sql.StartOf("back + 1", question.Ledger.Period)})", text.Parameter("as_of", question.Ledger.AsOf));
        return $"next_day is not null and next_inside + {text.Parameter("window_days", question.Ledger.WindowDays)} >= case when {end} < {asOf} then {end} else {asOf} end";
    }

    // From the loss date of a contract to the start of the next paid term; the steps of the ledger tell how many terms run on each day.
    private static void WriteLossesOfTerms(SqlText text, bool isGrouped)
    {
        text.Step("gaps", """
            select customer, day, there, lead(day) over (partition by customer order by day) as next_day
            from running
            where (there = 0 and change < 0) or (there > 0 and there = change)
            """);
        if (!isGrouped)
        {
            text.Step("losses", "select customer, 0 as unreadable, 1 as activity, next_day, day as loss_day\nfrom gaps\nwhere there = 0");
            return;
        }

        text.Step("last_terms", """
            select gaps.customer, grp, next_day, gaps.day as loss_day,
                row_number() over (partition by gaps.customer, gaps.day order by held_terms.day desc, amount desc, grp) as place
            from gaps join held_terms on held_terms.customer = gaps.customer and paid = 1 and held_terms.day < gaps.day and runs_to >= gaps.day
            where there = 0
            """);
        text.Step("losses", "select customer, grp, 0 as unreadable, 1 as activity, next_day, loss_day\nfrom last_terms\nwhere place = 1");
    }

    // As a date moves on by months: the 31st becomes the last day of a shorter month.
    private static string Forgotten(SqlText text, SqlDialect sql, PeriodUnit unit, int after)
    {
        var month = $"{sql.PeriodOf("loss_day", PeriodUnit.Month)} + {text.Parameter("forgotten_after", after)}";
        var first = $"({sql.StartOf(month, PeriodUnit.Month)})";
        var length = $"({sql.StartOf(month + " + 1", PeriodUnit.Month)} - {first})";
        var ofMonth = sql.DayOfMonth("loss_day");
        return $"{sql.PeriodOf($"({first} + case when {ofMonth} < {length} then {ofMonth} else {length} end - 2)", unit)} + 1";
    }

    private static WinBackLine Read(SqlRow row, bool isGrouped) => new(
        row.Small("enters"),
        Period(row.Small("back")),
        Period(row.Small("forgotten")),
        row.Small("months"),
        row.Number("is_returned") != 0,
        isGrouped ? row.Text("grp") : null,
        row.Number("customers"),
        row.Units("value"));

    private static int Period(int number) => number == None ? WinBackLine.Never : number;
}
