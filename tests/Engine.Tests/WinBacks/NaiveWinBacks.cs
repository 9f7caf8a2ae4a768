using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Tests.Cohorts;

namespace CustomerMetrics.Engine.Tests.WinBacks;

/// <summary>Win-backs worked out from rows, customer by customer and period by period, with nothing shared with the module.</summary>
internal sealed class NaiveWinBacks(IReadOnlyList<NaiveRow> rows, LedgerQuery ledger, DateTime asOf)
{
    private readonly List<List<NaiveRow>> customers = [.. rows.Where(row => row.Date < asOf).GroupBy(row => row.Customer).Select(of => of.ToList())];

    /// <summary>Who was lost at the opening: whether they returned, when they were lost and came, in which group, and with what money.</summary>
    public List<(string Group, DateTime Loss, DateTime? Next, bool IsReturned, decimal Value)> LostAt(DateTime start, DateTime end)
    {
        var lost = new List<(string, DateTime, DateTime?, bool, decimal)>();
        var close = end < asOf ? end : asOf;
        foreach (var all in customers)
        {
            var days = all.GroupBy(row => row.Date).OrderBy(day => day.Key).Where(IsActivity).ToList();
            if (days.LastOrDefault(day => day.Key < start) is not { } last)
            {
                continue;
            }

            var isWindow = ledger.ActivityRule is ActivityRule.Window;
            var loss = isWindow ? last.Key.AddDays(ledger.WindowDays!.Value) : PeriodAfter(last.Key);
            if (loss >= start)
            {
                continue;
            }

            var from = isWindow ? close.AddDays(-ledger.WindowDays!.Value) : start;
            var isReturned = days.Exists(day => day.Key >= from && day.Key >= start && day.Key < close);
            var value = isReturned ? all.Where(row => row.Date >= from && row.Date < close).Sum(row => row.Amount) : 0;
            lost.Add((last.OrderByDescending(row => row.Amount).ThenBy(row => row.Region, StringComparer.Ordinal).First().Region, loss, days.Find(day => day.Key >= start)?.Key, isReturned, value));
        }

        return lost;
    }

    public static int WholeMonths(DateTime from, DateTime to)
    {
        var months = 0;
        while (from.AddMonths(months + 1) <= to)
        {
            months++;
        }

        return months;
    }

    private static bool IsActivity(IGrouping<DateTime, NaiveRow> day) => day.Any(row => row.Amount >= 0) && !(day.Any(row => row.Amount < 0) && day.Sum(row => row.Amount) == 0);

    private DateTime PeriodAfter(DateTime day) => ledger.Period switch
    {
        PeriodUnit.Day => day.AddDays(1),
        PeriodUnit.Week => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
        PeriodUnit.Month => new DateTime(day.Year, day.Month, 1).AddMonths(1),
        PeriodUnit.Quarter => new DateTime(day.Year, day.Month - ((day.Month - 1) % 3), 1).AddMonths(3),
        _ => new DateTime(day.Year + 1, 1, 1),
    };
}
