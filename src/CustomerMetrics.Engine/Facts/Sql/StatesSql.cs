using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>
/// The step that puts the days of each customer together, as <see cref="Equity.CustomerState"/> does: first and last purchase, how many, the money, what of
/// it came after the day of the first purchase, the group of the latest purchase.
/// </summary>
internal static class StatesSql
{
    /// <param name="text">The statement.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">The steps before.</param>
    /// <param name="name">The name of the step; those that it reads are the same with "_rows" in the place of "_states".</param>
    /// <param name="separate">Keep refunds apart from the money of the customer.</param>
    /// <param name="ofFirst">The group of the first purchase in the place of the latest, and the money from it on, less cost.</param>
    public static void Write(SqlText text, SqlSource source, RowsSql rows, string name, bool separate, bool ofFirst = false)
    {
        var sql = source.Sql;
        var stem = name[..^"_states".Length];
        var told = ofFirst ? "first_activity" : "last_activity";
        DaysSql.Write(text, source, rows, stem + "_days", separate);

        // Who never bought is in the group of the latest row.
        text.Step(stem + "_spans", $"""
            select *,
                min(case when activity = 1 then day end) over (partition by customer) as first_activity,
                max(case when activity = 1 then day end) over (partition by customer) as last_activity{RowsSql.If(rows.IsGrouped, ",\n    max(day) over (partition by customer) as last_row")}
            from {stem}_days
            """);
        text.Step(name, $"""
            select customer, first_activity, last_activity, {sql.Sum("activity")} as purchases, {sql.Sum("row_count")} as row_count,
                {sql.Sum("value")} as value, {sql.Sum("case when day > first_activity then value else 0 end")} as repeat_value,
                {RowsSql.If(separate, $"{sql.Sum("apart")} as apart, {sql.Sum("case when day > first_activity then apart else 0 end")} as repeat_apart,\n    ")}{RowsSql.If(ofFirst, $"{sql.Sum($"case when day >= first_activity then {(rows.HasCost ? "value - cost" : "value")} else 0 end")} as margin,\n    ")}{RowsSql.If(rows.HasCost, $"{sql.Sum("cost")} as cost,\n    ")}{RowsSql.If(rows.IsGrouped, $"max(case when day = coalesce({told}, last_row) then grp end) as grp,\n    ")}{sql.Sum("unreadable")} as unreadable
            from {stem}_spans
            group by customer, first_activity, last_activity
            """);
    }
}
