using System;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>Offsets as expressions, as <see cref="OffsetClock"/> counts them.</summary>
internal static class OffsetSql
{
    /// <summary>Whole lengths of a period between two days, the first not after the second.</summary>
    public static string Elapsed(SqlDialect sql, PeriodUnit unit, string day, string first)
    {
        if (OffsetClock.MonthsOf(unit) is not (> 0 and var length))
        {
            return unit is PeriodUnit.Day ? $"{day} - {first}" : $"({day} - {first}) / 7";
        }

        var months = sql.PeriodOf(day, PeriodUnit.Month);
        var notYet = $"{sql.DayOfMonth(day)} < {sql.DayOfMonth(first)} and {sql.DayOfMonth($"({day} + 1)")} > 1";
        return Errors.Invariant($"(({months}) - ({sql.PeriodOf(first, PeriodUnit.Month)}) - case when {notYet} then 1 else 0 end) / {length}");
    }

    /// <summary>The last offset that is over by the as-of date.</summary>
    public static string Done(SqlText text, SqlDialect sql, CohortQuestion question)
    {
        var asOf = text.Parameter("as_of", question.AsOf);
        if (question.Offset is CohortOffset.Calendar)
        {
            return $"{text.Parameter("as_of_period", PeriodCalendar.OrdinalOf(question.Period, question.AsOf))} - period - 1";
        }

        if (OffsetClock.MonthsOf(question.OffsetUnit) is not (> 0 and var length))
        {
            return $"{Elapsed(sql, question.OffsetUnit, asOf, "first_day")} - 1";
        }

        // The as-of date is the same for all, so its parts are numbers.
        var date = DateOnly.FromDayNumber(question.AsOf);
        var months = text.Parameter("as_of_month", PeriodCalendar.OrdinalOf(PeriodUnit.Month, question.AsOf));
        var notYet = date.AddDays(1).Day == 1 ? "" : $" - case when {sql.DayOfMonth("first_day")} > {text.Parameter("as_of_day_of_month", date.Day)} then 1 else 0 end";
        return Errors.Invariant($"({months} - ({sql.PeriodOf("first_day", PeriodUnit.Month)}){notYet}) / {length} - 1");
    }
}
