using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>
/// Days without a row where the weekdays around have some: a failed export, or a closed shop. A run of empty days counts when ten rows or more were to
/// be expected of it. A date that is missing in another year too is taken for a holiday,
/// unless the run is too long for holidays.
/// </summary>
internal static class MissingDayCheck
{
    /// <summary>If rows come by chance, a run that should have ten stays empty once in 22,000 times.</summary>
    private const int FewestExpected = 10;

    private const int LongestHoliday = 14;
    private const int MostExamples = 10;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var days = subject.Stretches.Body;
        var runs = WithoutHolidays(FindRuns(days), days.FirstDay).Where(run => run.Sum(day => day.Least) >= FewestExpected).ToList();
        if (runs.Count == 0)
        {
            return null;
        }

        var count = runs.Sum(run => run.Count);
        var rows = runs.Sum(run => run.Sum(day => day.Rows));
        var amount = runs.Aggregate((Int128)0, (sum, run) => run.Aggregate(sum, (inner, day) => inner + day.Amount));
        var named = Words.List([.. runs.Select(run => Words.Dates(days.FirstDay + run[0].Index, days.FirstDay + run[^1].Index))]);
        return subject.Finding(
            "MissingDay",
            DataSeverity.Warning,
            count,
            amount,
            (double)count / days.Rows.Length,
            [.. runs.Take(MostExamples).Select(run => LastNumberBefore(days, run[0].Index))],
            Errors.Invariant($"{Words.Days(count)} without a row, on weekdays that have some: {named}. About {Words.Rows(rows)} and {Money.ToDecimal(amount):#,0} may be missing."),
            "Compare with the calendar of the business: closed days are right. Otherwise export these days again. A gap that ends at the as-of date may only mean that this date is too late. Each example is the last row before a gap.");
    }

    // Each run of empty days, with those of its days on which rows were to be expected.
    private static IEnumerable<List<ExpectedDay>> FindRuns(DailyRowFact days)
    {
        for (var start = 0; start < days.Rows.Length; start++)
        {
            if (days.Rows[start] > 0)
            {
                continue;
            }

            var end = start;
            while (end < days.Rows.Length && days.Rows[end] == 0)
            {
                end++;
            }

            var run = Enumerable.Range(start, end - start).Select(day => SameWeekdays.Expect(days, day, start, end)).Where(day => day.Least > 0).ToList();
            if (run.Count > 0)
            {
                yield return run;
            }

            start = end;
        }
    }

    private static IEnumerable<List<ExpectedDay>> WithoutHolidays(IEnumerable<List<ExpectedDay>> found, int firstDay)
    {
        var runs = found.ToList();
        var dates = runs.Where(MayBeHolidays).SelectMany(run => run).GroupBy(day => DateOfYear(firstDay + day.Index)).Where(date => date.Count() > 1).Select(date => date.Key).ToHashSet();
        return runs.Select(run => MayBeHolidays(run) ? run.FindAll(day => !dates.Contains(DateOfYear(firstDay + day.Index))) : run);
    }

    private static bool MayBeHolidays(List<ExpectedDay> run) => run[^1].Index - run[0].Index < LongestHoliday;

    private static (int Month, int Day) DateOfYear(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return (date.Month, date.Day);
    }

    // The first day of the data has rows, so there is one before.
    private static int LastNumberBefore(DailyRowFact days, int index)
    {
        while (days.Rows[index] == 0)
        {
            index--;
        }

        return days.LastNumbers[index];
    }
}
