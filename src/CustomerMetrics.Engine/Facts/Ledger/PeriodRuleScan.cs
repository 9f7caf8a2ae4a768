using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The period rule: a customer is there in the periods with an activity, with the money of those periods.</summary>
internal sealed class PeriodRuleScan
{
    private readonly RowColumns rows;
    private readonly LedgerQuestion question;
    private readonly GroupKeys groups;
    private readonly ILedgerSink sink;
    private readonly int periods;
    private readonly int firstDay;
    private readonly int[] periodOfDay;
    private readonly int[] startOfPeriod;
    private readonly bool separate;

    public PeriodRuleScan(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, ILedgerSink sink)
    {
        this.rows = rows;
        this.question = question;
        this.groups = groups;
        this.sink = sink;
        periods = calendar.Count;
        separate = question.Refund is RefundRule.Separate;
        startOfPeriod = [.. Enumerable.Range(0, periods).Select(calendar.Start)];
        firstDay = calendar.FirstDay;
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

            Book(customer);
        }
    }

    private void Book(int customer)
    {
        var days = new CustomerDays(rows, customer, question.AsOf, groups);
        var last = Presence.None;
        var current = Presence.None;
        while (days.MoveNext())
        {
            var period = periodOfDay[days.Day - firstDay];
            if (period != current.Period)
            {
                last = Close(customer, current, last);
                current = new Presence { Period = period, Group = last.Period < 0 ? days.Group : last.Group, Basket = rows.Currency is null ? null : new() };
            }

            current.Add(days, separate);
        }

        last = Close(customer, current, last);
        Lose(customer, last, periods);
    }

    // Books one period of a customer, and returns the last period with an activity.
    private Presence Close(int customer, in Presence current, in Presence last)
    {
        if (current.Period < 0)
        {
            return last;
        }

        if (!current.IsActive)
        {
            Add(customer, PartKind.Outside, current);
            return last;
        }

        if (last.Period < 0)
        {
            Add(customer, rows.IsSeenBefore(customer, startOfPeriod[current.Period]) ? PartKind.Returned : PartKind.New, current);
        }
        else if (last.Period == current.Period - 1)
        {
            sink.Add(PartOf(customer, PartKind.Kept, current, last) with { FxEffect = last.Basket is { } before ? current.Basket!.EffectSince(before) : 0 });
        }
        else
        {
            Lose(customer, last, current.Period);
            Add(customer, PartKind.Returned, current);
        }

        return current;
    }

    private void Add(int customer, PartKind kind, in Presence current) =>
        sink.Add(PartOf(customer, kind, current, new Presence { Group = current.Group }));

    private static LedgerPart PartOf(int customer, PartKind kind, in Presence current, in Presence opening) =>
        new(customer, current.Period, kind, opening.Group, current.Group, opening.Value, current.Value)
        {
            RowValue = current.Value + current.Refunds,
            RefundValue = current.Refunds,
            PeriodValue = current.Value,
        };

    private void Lose(int customer, in Presence last, int before)
    {
        if (last.Period >= 0 && last.Period + 1 < before)
        {
            sink.Add(new LedgerPart(customer, last.Period + 1, PartKind.Lost, last.Group, last.Group, last.Value, 0));
        }
    }

    /// <summary>What a customer did in one period.</summary>
    private struct Presence
    {
        public static readonly Presence None = new() { Period = -1 };

        public int Period { get; init; }

        /// <summary>That of the latest activity; before the first one, that of the latest row.</summary>
        public int Group { get; set; }

        /// <summary>Null with one currency.</summary>
        public CurrencyBasket? Basket { get; init; }

        public bool IsActive { get; private set; }

        public Int128 Value { get; private set; }

        /// <summary>Refunds kept apart.</summary>
        public Int128 Refunds { get; private set; }

        public void Add(in CustomerDays day, bool separate)
        {
            Value += separate ? day.Sales : day.Sales + day.Refunds;
            Refunds += separate ? day.Refunds : 0;
            if (Basket is not null)
            {
                day.AddTo(Basket, separate);
            }

            if (day.IsActivity)
            {
                IsActive = true;
                Group = day.Group;
            }
        }
    }
}
