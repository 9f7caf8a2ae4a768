using System;
using System.Linq;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>What a rule with dated losses knows of single days: who is there, and who is lost.</summary>
internal sealed class DatedLossBook
{
    private readonly PeriodCalendar calendar;
    private readonly DailyCounts[] daily;
    private readonly int firstDay;
    private readonly int asOf;
    private long losses;
    private long undone;

    public DatedLossBook(PeriodCalendar calendar, int groups, int asOf)
    {
        this.calendar = calendar;
        this.asOf = asOf;
        firstDay = calendar.FirstDay;
        daily = [.. Enumerable.Range(0, groups).Select(_ => new DailyCounts(asOf - firstDay))];
    }

    /// <summary>Of all losses dated before the as-of date, the share that came back later; null without a loss.</summary>
    public double? CameBackShare => losses == 0 ? null : (double)undone / losses;

    /// <summary>There from the start of this day on.</summary>
    public void Enter(int group, int day, long customers = 1) => daily[group].Enter(day - firstDay, customers);

    /// <summary>There at the start of this day for the last time, and then in another group.</summary>
    public void Leave(int group, int day, long customers = 1) => daily[group].Leave(day - firstDay, customers);

    /// <summary>There at the start of this day for the last time, and then lost.</summary>
    public void Lose(int group, int day, bool cameBack, long customers = 1)
    {
        daily[group].Lose(day - firstDay, customers);
        losses += customers;
        undone += cameBack ? customers : 0;
    }

    /// <summary>Adds what other customers did.</summary>
    public void Add(DatedLossBook other)
    {
        for (var group = 0; group < daily.Length; group++)
        {
            daily[group].Add(other.daily[group]);
        }

        losses += other.losses;
        undone += other.undone;
    }

    /// <summary>Adds the daily sums to the lines of a book.</summary>
    public void AddTo(LedgerBook book, bool isGrouped)
    {
        for (var group = 0; group < daily.Length; group++)
        {
            long active = 0;
            for (var period = 0; period < calendar.Count; period++)
            {
                var from = Math.Max(calendar.Start(period), firstDay) - firstDay;
                var to = Math.Min(calendar.End(period), asOf) - firstDay;
                var dated = daily[group].Sum(from, to, ref active);
                if (!isGrouped || dated.CustomerDays > 0)
                {
                    book.Get(period, group).Dated = dated;
                }
                else if (book.Find(period, group) is { } line)
                {
                    line.Dated = dated;
                }
            }
        }
    }
}
