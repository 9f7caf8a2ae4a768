using System.Collections.Generic;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>What happened to the customers of a group on one day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Group">The group; null where nobody asked for groups.</param>
/// <param name="Entered">There from the start of the day on.</param>
/// <param name="Left">There at its start for the last time, and then in another group.</param>
/// <param name="Lost">There at its start for the last time, and then lost.</param>
/// <param name="CameBack">Of the lost, those who came back later.</param>
internal readonly record struct DailyEvent(int Day, string? Group, long Entered, long Left, long Lost, long CameBack);

/// <summary>The days on which customers come and go under a rule with dated losses, from a database: a line for each day and group with any.</summary>
internal static class DailyEventSql
{
    public static IReadOnlyList<DailyEvent> Ask(FactSession session, SqlSource source, LedgerQuestion question)
    {
        var text = new SqlText();
        var sql = source.Sql;
        var rows = new RowsSql(source, text, question.GroupBy);
        rows.Seen("seen_rows", text.Parameter("as_of", question.AsOf));
        if (question.ActivityRule is ActivityRule.Contract)
        {
            ContractEventSql.Write(text, source, rows, question.AsOf);
        }
        else
        {
            WriteWindow(text, source, rows, question);
        }

        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var statement = text.Select(
            $"""
            select day, {group}{sql.Sum("entered")} as entered, {sql.Sum("left_group")} as left_group, {sql.Sum("lost")} as lost, {sql.Sum("came_back")} as came_back
            from daily
            group by day{RowsSql.If(rows.IsGrouped, ", grp")}
            """,
            sql,
            SqlMerge.By("day", "grp"));
        return [.. session.Query(statement, row => new DailyEvent(row.Small("day"), rows.IsGrouped ? row.Text("grp") : null, row.Number("entered"), row.Number("left_group"), row.Number("lost"), row.Number("came_back")))];
    }

    private static void WriteWindow(SqlText text, SqlSource source, RowsSql rows, LedgerQuestion question)
    {
        var asOf = text.Parameter("as_of", question.AsOf);
        var window = text.Parameter("window_days", question.WindowDays);
        DaysSql.Write(text, source, rows, "seen_days", separate: false);
        const string inOrder = "over (partition by customer order by day)";
        text.Step("activities", $"""
            select customer, day, lag(day) {inOrder} as day_before, lead(day) {inOrder} as day_after{RowsSql.If(rows.IsGrouped, $", grp, lag(grp) {inOrder} as grp_before")}
            from seen_days
            where activity = 1
            """);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var isMove = rows.IsGrouped ? "grp <> grp_before" : "1 = 0";
        var moves = $"""

            union all
            select day, grp_before, 0, 1, 0, 0 from activities where day - day_before <= {window} and {isMove}
            """;
        text.Step("daily", $"""
            select day + 1 as day, {group}1 as entered, 0 as left_group, 0 as lost, 0 as came_back from activities where day_before is null or day - day_before > {window} or {isMove}
            union all
            select day + {window}, {group}0, 0, 1, case when day_after is null then 0 else 1 end from activities where day_after - day > {window} or (day_after is null and day + {window} < {asOf}){RowsSql.If(rows.IsGrouped, moves)}
            """);
    }
}
