using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>Finds the days of a customer on which an absence ends by a return of the ledger: lost at the opening of the period, and there at its close.</summary>
internal sealed class ReturnFinder(ReturnRule rule, PeriodCalendar calendar, int asOf)
{
    /// <param name="visits">The days of the customer.</param>
    /// <param name="found">Takes the places of the returns.</param>
    public void Find(List<Visit> visits, List<int> found)
    {
        found.Clear();
        var last = -1;
        for (var i = 0; i < visits.Count; i++)
        {
            if (!visits[i].IsActivity)
            {
                continue;
            }

            var period = calendar.IndexOf(visits[i].Day);
            if (last >= 0 && IsLost(last, period) && IsThere(visits, i, period))
            {
                found.Add(i);
            }

            last = visits[i].Day;
        }
    }

    private bool IsLost(int last, int period) => rule.Rule is ActivityRule.Window
        ? (long)last + rule.WindowDays < calendar.Start(period)
        : calendar.IndexOf(last) < period - 1;

    private bool IsThere(List<Visit> visits, int from, int period)
    {
        if (rule.Rule is not ActivityRule.Window)
        {
            return true;
        }

        var end = Math.Min(calendar.End(period), asOf);
        var last = visits[from].Day;
        for (var i = from + 1; i < visits.Count && visits[i].Day < end; i++)
        {
            last = visits[i].IsActivity ? visits[i].Day : last;
        }

        return (long)last + rule.WindowDays >= end;
    }
}
