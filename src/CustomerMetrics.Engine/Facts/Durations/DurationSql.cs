using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Durations;

/// <summary>The duration fact from a database: a line for each distinct duration.</summary>
internal static class DurationSql
{
    // What a line is of: customers still there, the lost, those lost before they were followed, and those without an activity.
    private const int Censored = 0;
    private const int Lost = 1;
    private const int LeftOut = 2;
    private const int Nobody = 3;

    public static DurationFact Ask(SqlSource source, DurationQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        if (FirstDaySql.Ask(session, source, question.AsOf) is not { } firstDay)
        {
            return new(null, 0, []);
        }

        var text = new SqlText();
        var sql = source.Sql;
        var rows = new RowsSql(source, text, question.GroupBy);
        var (asOf, window) = (text.Parameter("as_of", question.AsOf), text.Parameter("window_days", question.WindowDays));
        rows.Seen("seen_rows", asOf);
        rows.Known();
        DaysSql.Write(text, source, rows, "seen_days", separate: false);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        text.Step("pauses", $"""
            select customer, day, activity, {group}unreadable, row_number() over (partition by customer, activity order by day) as place,
                coalesce(lead(day) over (partition by customer, activity order by day), {asOf}) - day as pause
            from seen_days
            """);
        text.Step("customers", $"""
            select customer, min(case when activity = 1 then day end) as first_day, max(case when activity = 1 then day end) as last_day,
                min(case when activity = 1 and pause > {window} then day end) as gone_day,
                {RowsSql.If(rows.IsGrouped, "max(case when activity = 1 and place = 1 then grp end) as grp, ")}{sql.Sum("unreadable")} as unreadable
            from pauses
            group by customer
            """);
        var (origin, unknown, join) = rows.HasFirstSeen
            ? ("case when known.first_seen < first_day then known.first_seen else first_day end", "known.first_seen is null", " left join known on known.customer = customers.customer")
            : ("first_day", "1 = 1", "");
        text.Step("lives", $"""
            select {group}unreadable, first_day, {origin} as origin, case when first_day < {text.Parameter("since", question.Since)} then {text.Parameter("since", question.Since)} else first_day end as entry_day,
                case when gone_day is null then {asOf} else gone_day + {window} end as end_day, case when gone_day is null then {Censored} else {Lost} end as outcome,
                case when gone_day < last_day then 1 else 0 end as came_back, case when {unknown} and first_day < {text.Parameter("edge", (long)firstDay + question.WindowDays)} then 1 else 0 end as early
            from customers{join}
            """);
        text.Step("told", $"""
            select lives.*, case when first_day is null then {Nobody} when entry_day >= end_day then {LeftOut} else outcome end as line
            from lives
            """);
        string Of(string column, string none) => $"case when line <= {Lost} then {column} else {none} end as ";
        text.Step("durations", $"""
            select line, {RowsSql.If(rows.IsGrouped, Of("grp", "''") + "grp, ")}{Of("entry_day - origin", "0")}entry, {Of("end_day - origin", "0")}age, came_back, early, unreadable
            from told
            """);
        var statement = text.Select(
            $"""
            select line, {group}entry, age, {sql.Count} as customers, {sql.Sum("came_back")} as came_back, {sql.Sum("early")} as early, {sql.Sum("unreadable")} as unreadable
            from durations
            group by line, {group}entry, age
            """,
            sql,
            SqlMerge.By("line", "grp", "entry", "age"));
        return Gather(firstDay, [.. session.Query(statement, row => Read(row, rows.IsGrouped))], rows.IsGrouped);
    }

    private static (int Line, DurationLine Of) Read(SqlRow row, bool isGrouped) => (
        row.Small("line"),
        new(isGrouped ? row.Text("grp") : null, row.Small("entry"), row.Small("age"), row.Small("line") == Lost, row.Number("customers"), row.Number("came_back"), row.Number("early")));

    private static DurationFact Gather(int firstDay, List<(int Line, DurationLine Of)> found, bool isGrouped)
    {
        var lines = found.Where(line => line.Line <= Lost).Select(line => line.Of).ToList();
        var groups = GroupNames.Of(lines.Select(line => line.Group), isGrouped);
        return new(
            firstDay,
            found.Where(line => line.Line == LeftOut).Sum(line => line.Of.Customers),
            [.. lines.OrderBy(line => (groups.KeyOf(line.Group), line.Entry, line.Age, line.IsLost))]);
    }
}
