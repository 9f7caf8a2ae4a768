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
    private readonly GroupKeys groups;
    private readonly ILedgerSink sink;
    private readonly int window;
    private readonly List<DayOfCustomer> days = [];
    private readonly List<int> interruptions = [];

    public WindowRuleScan(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, ILedgerSink sink)
    {
        this.rows = rows;
        this.question = question;
        this.calendar = calendar;
        this.groups = groups;
        this.sink = sink;
        window = question.WindowDays;
        Dated = new(calendar, groups.Count, question.AsOf);
    }

    /// <summary>What is known of single days, after the run.</summary>
    public DatedLossBook Dated { get; }

    public void Run(CustomerRange range, CancellationToken cancellationToken)
    {
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Gather(customer);
            if (days.Count > 0)
            {
                DateLosses();
                BookPeriods(customer);
            }
        }
    }

    private void Gather(int customer)
    {
        var separate = question.Refund is RefundRule.Separate;
        var source = new CustomerDays(rows, customer, question.AsOf, groups);
        days.Clear();
        while (source.MoveNext())
        {
            days.Add(new(source.Day, source.IsActivity, source.Group, separate ? source.Sales : source.Sales + source.Refunds, separate ? source.Refunds : 0, BasketOf(source, separate)));
        }
    }

    private CurrencyBasket? BasketOf(in CustomerDays day, bool salesOnly)
    {
        if (rows.Currency is null)
        {
            return null;
        }

        var basket = new CurrencyBasket();
        day.AddTo(basket, salesOnly);
        return basket;
    }

    // A spell runs from the day after its first activity to the loss date, the window's length after its last.
    private void DateLosses()
    {
        interruptions.Clear();
        var last = -1;
        var group = 0;
        foreach (var day in days)
        {
            if (!day.IsActivity)
            {
                continue;
            }

            if (last < 0)
            {
                Dated.Enter(day.Group, day.Day + 1);
            }
            else if (day.Day - last > window)
            {
                Dated.Lose(group, last + window, cameBack: true);
                interruptions.Add(last + window);
                Dated.Enter(day.Group, day.Day + 1);
            }
            else if (day.Group != group)
            {
                Dated.Leave(group, day.Day);
                Dated.Enter(day.Group, day.Day + 1);
            }

            last = day.Day;
            group = day.Group;
        }

        if (last >= 0 && (long)last + window < question.AsOf)
        {
            Dated.Lose(group, last + window, cameBack: false);
        }
    }

    private void BookPeriods(int customer)
    {
        var firstActivity = days.FindIndex(day => day.IsActivity) is var found and >= 0 ? Math.Min(days[found].Day, rows.FirstSeen?[customer] ?? int.MaxValue) : int.MaxValue;
        var lastDay = (int)Math.Min((long)days[^1].Day + window, question.AsOf - 1L);
        var trailing = new TrailingWindow(days, window, rows.Currency is null ? null : new());
        var before = rows.Currency is null ? null : new CurrencyBasket();
        var nextDay = 0;
        var nextInterruption = 0;
        var open = new Standing(false, 0, days[0].Group);
        for (var period = calendar.IndexOf(days[0].Day); period <= calendar.IndexOf(lastDay); period++)
        {
            var end = Math.Min(calendar.End(period), question.AsOf);
            trailing.MoveTo(end);
            var (activities, valueInside, group) = TakeInside(ref nextDay, end, open.Group);
            var interrupted = TakeInterruption(ref nextInterruption, end);
            var close = new Standing(trailing.Activities > 0, trailing.Value, group);
            var rowsOfWindow = trailing.Value + trailing.Refunds;
            PartKind? kind = (open.IsThere, close.IsThere) switch
            {
                (true, true) => PartKind.Kept,
                (true, false) => PartKind.Lost,
                (false, true) => firstActivity >= calendar.Start(period) ? PartKind.New : PartKind.Returned,
                _ => activities > 0 ? PartKind.Transient : null,
            };
            if (kind is { } movement)
            {
                sink.Add(new LedgerPart(customer, period, movement, open.IsThere ? open.Group : group, group, open.IsThere ? open.Value : 0, movement is PartKind.Transient ? valueInside : close.IsThere ? close.Value : 0)
                {
                    FxEffect = movement is PartKind.Kept && before is not null ? trailing.Basket!.EffectSince(before) : 0,
                    IsInterrupted = interrupted && movement is PartKind.Kept,
                    IsUndecided = close.IsThere && activities == 0,
                    RowValue = close.IsThere ? rowsOfWindow : 0,
                    RefundValue = close.IsThere ? trailing.Refunds : 0,
                    PeriodValue = valueInside,
                });
            }

            // A refund can be in the period and no longer in the window at its end.
            var unbooked = kind is null ? valueInside : 0;
            if (!close.IsThere && (trailing.Value != 0 || trailing.Refunds != 0 || unbooked != 0))
            {
                sink.Add(new LedgerPart(customer, period, PartKind.Outside, group, group, 0, trailing.Value) { RowValue = rowsOfWindow, RefundValue = trailing.Refunds, PeriodValue = unbooked });
            }

            open = close;
            before?.Copy(trailing.Basket!);
        }
    }

    // The customer's days up to the end of a period; those before it were taken with the periods before.
    private (int Activities, Int128 Value, int Group) TakeInside(ref int next, int end, int group)
    {
        var activities = 0;
        Int128 value = 0;
        for (; next < days.Count && days[next].Day < end; next++)
        {
            activities += days[next].IsActivity ? 1 : 0;
            value += days[next].Value;
            group = days[next].IsActivity ? days[next].Group : group;
        }

        return (activities, value, group);
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

    private readonly record struct Standing(bool IsThere, Int128 Value, int Group);

    private readonly record struct DayOfCustomer(int Day, bool IsActivity, int Group, Int128 Value, Int128 Refunds, CurrencyBasket? Basket);

    /// <summary>Sums over the window before an instant, kept up as the instant moves on.</summary>
    private struct TrailingWindow(List<DayOfCustomer> days, int window, CurrencyBasket? basket)
    {
        private int first;
        private int end;

        /// <summary>Null with one currency.</summary>
        public readonly CurrencyBasket? Basket => basket;

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
            basket?.Add(day.Basket!, sign);
        }
    }
}
