using System;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The period rule: a customer is there in the periods with an activity, with the money of those periods.</summary>
internal sealed class PeriodRuleScan
{
    private readonly RowColumns rows;
    private readonly LedgerQuestion question;
    private readonly LedgerLine[] lines;
    private readonly int firstDay;
    private readonly int[] periodOfDay;

    public PeriodRuleScan(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, LedgerLine[] lines, int firstDay)
    {
        this.rows = rows;
        this.question = question;
        this.lines = lines;
        this.firstDay = firstDay;
        periodOfDay = new int[question.AsOf - firstDay];
        for (var day = 0; day < periodOfDay.Length; day++)
        {
            periodOfDay[day] = calendar.IndexOf(firstDay + day);
        }
    }

    public void Run(CancellationToken cancellationToken)
    {
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Add(new CustomerDays(rows.DaysOf(customer), rows.AmountsOf(customer), question.AsOf));
        }
    }

    private void Add(CustomerDays days)
    {
        var separate = question.Refund is RefundRule.Separate;
        var last = new Presence(-1, 0);
        var current = -1;
        var isActive = false;
        Int128 value = 0;
        while (days.MoveNext())
        {
            var period = periodOfDay[days.Day - firstDay];
            if (period != current)
            {
                last = Close(current, isActive, value, last);
                current = period;
                isActive = false;
                value = 0;
            }

            isActive |= days.IsActivity;
            var line = lines[period];
            line.RowValue += days.Sales + days.Refunds;
            value += days.Sales;
            if (separate)
            {
                line.RefundValue += days.Refunds;
            }
            else
            {
                value += days.Refunds;
            }
        }

        last = Close(current, isActive, value, last);
        Lose(last, lines.Length);
    }

    // Books one period of a customer, and returns the last period with an activity.
    private Presence Close(int period, bool isActive, Int128 value, Presence last)
    {
        if (period < 0)
        {
            return last;
        }

        var line = lines[period];
        if (!isActive)
        {
            line.OutsideValue += value;
            return last;
        }

        if (last.Period < 0)
        {
            line.AddNew(value);
        }
        else if (last.Period == period - 1)
        {
            line.AddKept(last.Value, value);
        }
        else
        {
            Lose(last, period);
            line.AddReturned(value);
        }

        return new Presence(period, value);
    }

    private void Lose(Presence last, int before)
    {
        if (last.Period >= 0 && last.Period + 1 < before)
        {
            lines[last.Period + 1].AddLost(last.Value);
        }
    }

    private readonly record struct Presence(int Period, Int128 Value);
}
