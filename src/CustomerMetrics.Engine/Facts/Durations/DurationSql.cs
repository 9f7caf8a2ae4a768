using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Ledger;
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
        var asOf = text.Parameter("as_of", question.AsOf);
        rows.Seen("seen_rows", asOf);
        rows.Known();
        if (source.Contract is { } contract)
        {
            WriteTermLosses(text, rows, contract, question, asOf);
        }
        else
        {
            WriteSilentLosses(text, source, rows, question, asOf);
        }

        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var who = RowsSql.If(question.NamesLost, "customer, loss_day, ");
        var (origin, unknown, join) = rows.HasFirstSeen
            ? ("case when known.first_seen < first_day then known.first_seen else first_day end", "known.first_seen is null and ", " left join known on known.customer = losses.customer")
            : ("first_day", "", "");

        // A term tells its start, an activity does not tell that it is the first one.
        var early = source.Contract is null ? $"case when {unknown}first_day < {text.Parameter("edge", (long)firstDay + question.WindowDays)} then 1 else 0 end" : "0";
        text.Step("lives", $"""
            select {group}{RowsSql.If(question.NamesLost, "losses.customer, loss_day, ")}unreadable, first_day, {origin} as origin, case when first_day < {text.Parameter("since", question.Since)} then {text.Parameter("since", question.Since)} else first_day end as entry_day,
                coalesce(loss_day, {asOf}) as end_day, case when loss_day is null then {Censored} else {Lost} end as outcome, came_back, {early} as early
            from losses{join}
            """);
        text.Step("told", $"""
            select lives.*, case when first_day is null then {Nobody} when entry_day >= end_day then {LeftOut} else outcome end as line
            from lives
            """);
        string Of(string column, string none) => $"case when line <= {Lost} then {column} else {none} end as ";
        text.Step("durations", $"""
            select line, {RowsSql.If(rows.IsGrouped, Of("grp", "''") + "grp, ")}{RowsSql.If(question.NamesLost, $"case when line {RowsSql.If(question.NamesAll, "<")}= {Lost} then customer end as customer, case when line = {Lost} then loss_day else 0 end as loss_day, ")}{Of("entry_day - origin", "0")}entry, {Of("end_day - origin", "0")}age, came_back, early, unreadable
            from told
            """);
        var statement = text.Select(
            $"""
            select line, {group}{who}entry, age, {sql.Count} as customers, {sql.Sum("came_back")} as came_back, {sql.Sum("early")} as early, {sql.Sum("unreadable")} as unreadable
            from durations
            group by line, {group}{who}entry, age
            """,
            sql,
            SqlMerge.By("line", "grp", "customer", "loss_day", "entry", "age"));
        return Gather(firstDay, [.. session.Query(statement, row => Read(row, rows.IsGrouped, question))], rows.IsGrouped);
    }

    // By a silence longer than the window.
    private static void WriteSilentLosses(SqlText text, SqlSource source, RowsSql rows, DurationQuestion question, string asOf)
    {
        var sql = source.Sql;
        var window = text.Parameter("window_days", question.WindowDays);
        DaysSql.Write(text, source, rows, "seen_days", separate: false);
        text.Step("pauses", $"""
            select customer, day, activity, {RowsSql.If(rows.IsGrouped, "grp, ")}unreadable, row_number() over (partition by customer, activity order by day) as place,
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
        text.Step("losses", $"""
            select customer, first_day, gone_day + {window} as loss_day, case when gone_day < last_day then 1 else 0 end as came_back, {RowsSql.If(rows.IsGrouped, "grp, ")}unreadable
            from customers
            """);
    }

    // By the first gap between paid terms that is not bridged. The first day has been asked for before, which would have met rows that cannot be read.
    private static void WriteTermLosses(SqlText text, RowsSql rows, ContractRule contract, DurationQuestion question, string asOf)
    {
        ContractTermsSql.Write(text, rows, contract, question.AsOf);
        text.Step("paid_terms", $"""
            select customer, day, runs_to, max(runs_to) over (partition by customer order by day rows between unbounded preceding and 1 preceding) as held_before{RowsSql.If(rows.IsGrouped, ", grp,\n    row_number() over (partition by customer order by day, amount desc, grp) as place")}
            from held_terms
            where paid = 1
            """);
        text.Step("customers", $"""
            select customer, min(day) as first_day, max(runs_to) as held_to, min(case when day > held_before then held_before end) as gap_day{RowsSql.If(rows.IsGrouped, ", max(case when place = 1 then grp end) as grp")}
            from paid_terms
            group by customer
            """);
        text.Step("losses", $"""
            select customer, first_day, case when gap_day is not null then gap_day when held_to < {asOf} then held_to end as loss_day, case when gap_day is null then 0 else 1 end as came_back, {RowsSql.If(rows.IsGrouped, "grp, ")}0 as unreadable
            from customers
            """);
    }

    private static (int Line, DurationLine Of) Read(SqlRow row, bool isGrouped, DurationQuestion question) => (
        row.Small("line"),
        new(isGrouped ? row.Text("grp") : null, row.Small("entry"), row.Small("age"), row.Small("line") == Lost, row.Number("customers"), row.Number("came_back"), row.Number("early"))
        {
            CustomerId = question.NamesLost && (row.Small("line") == Lost || (question.NamesAll && row.Small("line") == Censored)) ? row.Text("customer") : null,
            LossDay = question.NamesLost && row.Small("line") == Lost ? row.Small("loss_day") : 0,
        });

    private static DurationFact Gather(int firstDay, List<(int Line, DurationLine Of)> found, bool isGrouped)
    {
        var lines = found.Where(line => line.Line <= Lost).Select(line => line.Of).ToList();
        var groups = GroupNames.Of(lines.Select(line => line.Group), isGrouped);
        return new(
            firstDay,
            found.Where(line => line.Line == LeftOut).Sum(line => line.Of.Customers),
            [.. lines.OrderBy(line => (groups.KeyOf(line.Group), line.Entry, line.Age, line.IsLost)).ThenBy(line => line.CustomerId, StringComparer.Ordinal)]);
    }
}
