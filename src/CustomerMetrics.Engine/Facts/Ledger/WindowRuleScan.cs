using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>
/// The window rule: a customer is there at an instant with an activity in the days before it, with the money of those days.
/// An open period closes at the as-of date, since nobody can be lost on a day that is not seen.
/// </summary>
internal sealed class WindowRuleScan
{
    private readonly RowColumns rows;
    private readonly LedgerQuestion question;
    private readonly PeriodCalendar calendar;
    private readonly LedgerLine[] lines;
    private readonly int firstDay;
    private readonly int window;
    private readonly long[] entered;
    private readonly long[] lost;
    private readonly List<DayOfCustomer> days = [];
    private readonly List<int> interruptions = [];
    private long losses;
    private long lossesUndone;

    public WindowRuleScan(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, LedgerLine[] lines, int firstDay)
    {
        this.rows = rows;
        this.question = question;
        this.calendar = calendar;
        this.lines = lines;
        this.firstDay = firstDay;
        window = question.WindowDays;
        entered = new long[question.AsOf - firstDay + 1];
        lost = new long[question.AsOf - firstDay];
    }

    /// <summary>Of all losses dated before the as-of date, the share that came back later; null without a loss.</summary>
    public double? CameBackShare => losses == 0 ? null : (double)lossesUndone / losses;

    public void Run(CancellationToken cancellationToken)
    {
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Gather(new CustomerDays(rows.DaysOf(customer), rows.AmountsOf(customer), question.AsOf));
            if (days.Count > 0)
            {
                DateLosses();
                BookPeriods();
            }
        }

        SumDays();
    }

    private void Gather(CustomerDays source)
    {
        var separate = question.Refund is RefundRule.Separate;
        days.Clear();
        while (source.MoveNext())
        {
            days.Add(new(source.Day, source.IsActivity, separate ? source.Sales : source.Sales + source.Refunds, separate ? source.Refunds : 0));
        }
    }

    // A spell runs from the day after its first activity to the loss date, the window's length after its last.
    private void DateLosses()
    {
        interruptions.Clear();
        var last = -1;
        foreach (var day in days)
        {
            if (!day.IsActivity)
            {
                continue;
            }

            if (last < 0)
            {
                entered[day.Day + 1 - firstDay]++;
            }
            else if (day.Day - last > window)
            {
                AddLoss(last + window);
                lossesUndone++;
                interruptions.Add(last + window);
                entered[day.Day + 1 - firstDay]++;
            }

            last = day.Day;
        }

        if (last >= 0 && (long)last + window < question.AsOf)
        {
            AddLoss(last + window);
        }
    }

    private void AddLoss(int day)
    {
        losses++;
        lost[day - firstDay]++;
    }

    private void BookPeriods()
    {
        var firstActivity = days.FindIndex(day => day.IsActivity) is var found and >= 0 ? days[found].Day : int.MaxValue;
        var lastPeriod = (int)Math.Min(calendar.IndexOf((int)Math.Min((long)days[^1].Day + window, question.AsOf - 1L)), lines.Length - 1L);
        var trailing = new TrailingWindow(days, window);
        var nextDay = 0;
        var nextInterruption = 0;
        var open = false;
        Int128 openValue = 0;
        for (var period = calendar.IndexOf(days[0].Day); period <= lastPeriod; period++)
        {
            var line = lines[period];
            var start = calendar.Start(period);
            var end = Math.Min(calendar.End(period), question.AsOf);
            trailing.MoveTo(end);
            var close = trailing.Activities > 0;
            var (activities, valueInside) = TakeInside(ref nextDay, end);
            var interrupted = TakeInterruption(ref nextInterruption, end);
            line.RowValue += trailing.Value + trailing.Refunds;
            line.RefundValue += trailing.Refunds;
            line.OutsideValue += close ? 0 : trailing.Value;
            switch (open, close)
            {
                case (true, true):
                    line.AddKept(openValue, trailing.Value);
                    line.Interrupted += interrupted ? 1 : 0;
                    break;
                case (true, false):
                    line.AddLost(openValue);
                    break;
                case (false, true) when firstActivity >= start:
                    line.AddNew(trailing.Value);
                    break;
                case (false, true):
                    line.AddReturned(trailing.Value);
                    break;
                case (false, false) when activities > 0:
                    line.AddTransient(valueInside);
                    break;
            }

            line.Undecided += close && activities == 0 ? 1 : 0;
            open = close;
            openValue = trailing.Value;
        }
    }

    // The customer's days up to the end of a period; those before it were taken with the periods before.
    private (int Activities, Int128 Value) TakeInside(ref int next, int end)
    {
        var activities = 0;
        Int128 value = 0;
        for (; next < days.Count && days[next].Day < end; next++)
        {
            activities += days[next].IsActivity ? 1 : 0;
            value += days[next].Value;
        }

        return (activities, value);
    }

    private bool TakeInterruption(ref int next, int end)
    {
        var first = next;
        while (next < interruptions.Count && interruptions[next] < end)
        {
            next++;
        }

        return next > first;
    }

    private void SumDays()
    {
        long active = 0;
        for (var period = 0; period < lines.Length; period++)
        {
            long customerDays = 0;
            long lossesInside = 0;
            double? rates = null;
            var end = Math.Min(calendar.End(period), question.AsOf);
            for (var day = Math.Max(calendar.Start(period), firstDay); day < end; day++)
            {
                var at = day - firstDay;
                active += entered[at] - (at > 0 ? lost[at - 1] : 0);
                customerDays += active;
                lossesInside += lost[at];
                if (active > 0)
                {
                    rates = (rates ?? 0) + ((double)lost[at] / active);
                }
            }

            lines[period].Dated = new DatedLosses(customerDays, lossesInside, rates);
        }
    }

    private readonly record struct DayOfCustomer(int Day, bool IsActivity, Int128 Value, Int128 Refunds);

    /// <summary>Sums over the window before an instant, kept up as the instant moves on.</summary>
    private struct TrailingWindow(List<DayOfCustomer> days, int window)
    {
        private int first;
        private int end;

        public int Activities { get; private set; }

        public Int128 Value { get; private set; }

        public Int128 Refunds { get; private set; }

        public void MoveTo(int instant)
        {
            for (; end < days.Count && days[end].Day < instant; end++)
            {
                Count(days[end], 1);
            }

            for (; first < end && days[first].Day < (long)instant - window; first++)
            {
                Count(days[first], -1);
            }
        }

        private void Count(DayOfCustomer day, int sign)
        {
            Activities += day.IsActivity ? sign : 0;
            Value += sign * day.Value;
            Refunds += sign * day.Refunds;
        }
    }
}
