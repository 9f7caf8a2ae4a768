using System;
using System.Linq;
using System.Runtime.CompilerServices;
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
    private readonly int span;
    private readonly bool separate;

    // Those of one customer; the one behind the last is not closed yet.
    private Presence[] actives = new Presence[16];
    private int count;

    public PeriodRuleScan(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, ILedgerSink sink)
    {
        this.rows = rows;
        this.question = question;
        this.groups = groups;
        this.sink = sink;
        periods = calendar.Count;
        span = question.Span;
        separate = question.Refund is RefundRule.Separate;
        startOfPeriod = [.. Enumerable.Range(0, periods).Select(calendar.Start)];
        firstDay = calendar.FirstDay;
        periodOfDay = new int[question.AsOf - firstDay];
        for (var day = 0; day < periodOfDay.Length; day++)
        {
            periodOfDay[day] = calendar.IndexOf(firstDay + day);
        }
    }

    public void Run(CustomerRange range, CancellationToken cancellationToken)
    {
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Book(customer);
        }
    }

    [MethodImpl(Hot.Path)]
    private void Book(int customer)
    {
        count = 0;
        actives[0] = Presence.None;
        var days = new CustomerDays(rows, customer, question.AsOf, groups);
        while (days.MoveNext())
        {
            var period = periodOfDay[days.Day - firstDay];
            if (period != actives[count].Period)
            {
                Close(customer);
                actives[count] = new Presence { Period = period, Group = count == 0 ? days.Group : actives[count - 1].Group, Basket = rows.Currency is null ? null : new() };
            }

            actives[count].Add(days, separate);
        }

        Close(customer);
        BookActives(customer);
    }

    [MethodImpl(Hot.Path)]
    private void Close(int customer)
    {
        ref readonly var current = ref actives[count];
        if (current.IsActive)
        {
            count++;
            if (count == actives.Length)
            {
                Array.Resize(ref actives, count * 2);
            }
        }
        else if (current.Period >= 0)
        {
            Add(customer, PartKind.Outside, current, current.Group, 0, 0);
        }
    }

    // Each period with an activity is the close of one line, and the opening of the line that is the span later.
    [MethodImpl(Hot.Path)]
    private void BookActives(int customer)
    {
        var before = 0;
        var after = 0;
        for (var i = 0; i < count; i++)
        {
            ref readonly var current = ref actives[i];
            before = Seek(before, current.Period - span);
            if (IsAt(before, current.Period - span))
            {
                ref readonly var opening = ref actives[before];
                Add(customer, PartKind.Kept, current, opening.Group, opening.Value, opening.Basket is { } basket ? current.Basket!.EffectSince(basket) : 0);
            }
            else
            {
                var start = Math.Max(current.Period - span + 1, 0);
                Add(customer, actives[0].Period < start || rows.IsSeenBefore(customer, startOfPeriod[start]) ? PartKind.Returned : PartKind.New, current, current.Group, 0, 0);
            }

            after = Seek(after, current.Period + span);
            if (current.Period + span < periods && !IsAt(after, current.Period + span))
            {
                sink.Add(new LedgerPart(customer, current.Period + span, PartKind.Lost, current.Group, current.Group, current.Value, 0));
            }
        }
    }

    [MethodImpl(Hot.Path)]
    private int Seek(int from, int period)
    {
        while (from < count && actives[from].Period < period)
        {
            from++;
        }

        return from;
    }

    private bool IsAt(int index, int period) => index < count && actives[index].Period == period;

    [MethodImpl(Hot.Path)]
    private void Add(int customer, PartKind kind, in Presence current, int openingGroup, Int128 openingValue, Int128 fxEffect) =>
        sink.Add(new LedgerPart(customer, current.Period, kind, openingGroup, current.Group, openingValue, current.Value)
        {
            FxEffect = fxEffect,
            RowValue = current.Value + current.Refunds,
            RefundValue = current.Refunds,
            PeriodValue = current.Value,
        });

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

        [MethodImpl(Hot.Path)]
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
