using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>The step "spans" of those who came back, from the step "seen_days": each day with the latest return on it or before, found as <see cref="ReturnFinder"/> does.</summary>
internal static class ReturnSql
{
    public static void Write(SqlText text, SqlDialect sql, ReturnRule rule, CohortQuestion question)
    {
        var isWindow = rule.Rule is ActivityRule.Window;
        text.Step("steps", $"""
            select *, case when activity = 1 then lag(day) over (partition by customer, activity order by day) end as day_before{RowsSql.If(isWindow, ",\n    max(case when activity = 1 then day end) over (partition by customer, period) as last_inside")}
            from seen_days
            """);
        text.Step("returns", $"""
            select *, case when activity = 1 and {(isWindow ? IsBack(text, sql, rule, question) : $"{sql.PeriodOf("day_before", question.Period)} < period - 1")} then day end as returned
            from steps
            """);
        text.Step("since", "select *, max(returned) over (partition by customer order by day rows unbounded preceding) as first_day\nfrom returns");
        text.Step("spans", $"""
            select *{RowsSql.If(question.Offset is CohortOffset.Calendar, $", {sql.PeriodOf("first_day", question.Period)} as first_period")}
            from since
            where first_day is not null or unreadable > 0
            """);
    }

    // Lost at the opening, and there at the close, which of an open period is the as-of date.
    private static string IsBack(SqlText text, SqlDialect sql, ReturnRule rule, CohortQuestion question)
    {
        var (days, asOf) = (text.Parameter("window_days", rule.WindowDays), text.Parameter("as_of", question.AsOf));
        var end = $"({sql.StartOf("period + 1", question.Period)})";
        return $"day_before + {days} < {sql.StartOf("period", question.Period)} and last_inside + {days} >= case when {end} < {asOf} then {end} else {asOf} end";
    }
}
