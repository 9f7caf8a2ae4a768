using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>
/// The step that gathers the rows of each customer into days, as <see cref="CustomerDays"/> does: the money of the day, whether it is an activity, its group.
/// </summary>
internal static class DaysSql
{
    /// <param name="text">The statement.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">The steps before.</param>
    /// <param name="name">The name of the step; the one that it reads is the same with "_rows" in the place of "_days".</param>
    /// <param name="separate">Keep refunds apart from the money of the customer.</param>
    /// <param name="period">The unit of the period that a day is told with; null tells none.</param>
    /// <param name="withSales">Whether to count the rows of zero or more.</param>
    public static void Write(SqlText text, SqlSource source, RowsSql rows, string name, bool separate, PeriodUnit? period = null, bool withSales = false)
    {
        var sql = source.Sql;
        var periodOfDay = period is { } unit ? sql.PeriodOf("day", unit) : "";
        var from = name.Replace("_days", "_rows", System.StringComparison.Ordinal);
        if (rows.IsGrouped)
        {
            // The group of a day is that of its largest amount; of equal ones, that of the first name.
            text.Step("ranked_" + from, $"select *, row_number() over (partition by customer, day order by amount desc, grp) as place\nfrom {from}");
            from = "ranked_" + from;
        }

        text.Step(name, $"""
            select customer, {RowsSql.If(period is not null, $"{periodOfDay} as period, ")}day,
                {(separate ? sql.Sum("case when amount >= 0 then amount else 0 end") : sql.Sum("amount"))} as value,
                {(separate ? sql.Sum("case when amount < 0 then amount else 0 end") : "0")} as apart,
                case when max(amount) >= 0 and not (min(amount) < 0 and sum(amount) = 0) then 1 else 0 end as activity,
                {RowsSql.If(period is null, $"{sql.Count} as row_count, ")}{RowsSql.If(withSales, $"{sql.Sum("case when amount >= 0 then 1 else 0 end")} as sale_count, ")}{RowsSql.If(rows.HasCost, $"{sql.Sum("cost")} as cost, ")}{RowsSql.If(rows.IsGrouped, "max(case when place = 1 then grp end) as grp, ")}{sql.Sum("unreadable")} as unreadable
            from {from}
            group by customer, {RowsSql.If(period is not null, periodOfDay + ", ")}day
            """);
    }
}
