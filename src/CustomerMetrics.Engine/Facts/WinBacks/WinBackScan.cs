using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Contracts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.WinBacks;

/// <summary>The win-back fact from columns: one pass for who returned, as the ledger says, and one for how long customers were away.</summary>
internal sealed class WinBackScan : ILedgerSink
{
    private readonly RowColumns rows;
    private readonly WinBackQuestion question;
    private readonly PeriodCalendar calendar;
    private readonly GroupKeys groups;
    private readonly OffsetClock months;
    private readonly CustomerTerms? terms;
    private readonly Dictionary<(int Customer, int Period), Int128> returned = [];
    private readonly List<(int Day, int Group)> activities = [];
    private readonly Dictionary<WinBackLine, (long Customers, Int128 Value)> lines = [];

    private WinBackScan(RowColumns rows, WinBackQuestion question, PeriodCalendar calendar, GroupKeys groups)
    {
        this.rows = rows;
        this.question = question;
        this.calendar = calendar;
        this.groups = groups;
        terms = question.Ledger.Contract is { } contract ? new(rows, contract, question.Ledger.AsOf) : null;
        months = new(PeriodUnit.Month, CohortOffset.Elapsed, calendar.FirstDay, question.Ledger.AsOf);
    }

    public static WinBackFact Scan(RowColumns rows, WinBackQuestion question, CancellationToken cancellationToken)
    {
        if (LedgerScan.FindCalendar(rows, question.Ledger) is not { } calendar)
        {
            return new(null, []);
        }

        var keys = GroupKeys.Create(rows, question.Ledger.GroupBy);
        var scans = CustomerRanges.Scan(rows, keys.Count, range => Scan(rows, question, calendar, keys, range, cancellationToken), cancellationToken);
        var scan = scans[0];
        foreach (var other in scans.Skip(1))
        {
            scan.Add(other);
        }

        return new(calendar, WinBackLine.Ordered(scan.lines.Select(line => line.Key with { Customers = line.Value.Customers, Value = line.Value.Value })));
    }

    private static WinBackScan Scan(RowColumns rows, WinBackQuestion question, PeriodCalendar calendar, GroupKeys groups, CustomerRange range, CancellationToken cancellationToken)
    {
        var scan = new WinBackScan(rows, question, calendar, groups);
        if (!question.IsOfDays)
        {
            LedgerScan.Run(rows, question.Ledger, calendar, groups, scan, range, cancellationToken);
        }

        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            scan.Add(customer);
        }

        return scan;
    }

    public void Add(in LedgerPart part)
    {
        if (part.Kind is PartKind.Returned)
        {
            returned.Add((part.Customer, part.Period), part.ClosingValue);
        }
    }

    // Who stays has not come back.
    public void AddSteady(int customer, int from, int to, int group, Int128 value, Int128 rowValue)
    {
    }

    private void Add(WinBackScan other)
    {
        foreach (var (key, found) in other.lines)
        {
            ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, key, out _);
            line = (line.Customers + found.Customers, line.Value + found.Value);
        }
    }

    [MethodImpl(Hot.Path)]
    private void Add(int customer)
    {
        if (terms is not null)
        {
            AddSpells(customer, terms);
            return;
        }

        activities.Clear();
        var days = new CustomerDays(rows, customer, question.Ledger.AsOf, groups);
        while (days.MoveNext())
        {
            if (days.IsActivity)
            {
                activities.Add((days.Day, days.Group));
            }
        }

        for (var i = 0; i < activities.Count; i++)
        {
            Add(customer, activities[i].Day, activities[i].Group, i + 1 < activities.Count ? i + 1 : null);
        }
    }

    // From one activity to the next, or to the end of all that is seen.
    [MethodImpl(Hot.Path)]
    private void Add(int customer, int last, int group, int? next)
    {
        var loss = IsWindow ? (long)last + question.Ledger.WindowDays : calendar.End(calendar.IndexOf(last));
        AddAbsence(customer, loss, group, next is { } place ? activities[place].Day : null, next);
    }

    private bool IsWindow => question.Ledger.ActivityRule is ActivityRule.Window;

    // There at the close, which of an open period is the as-of date.
    private bool IsThereAtClose(int place)
    {
        if (!IsWindow)
        {
            return true;
        }

        var end = Math.Min(calendar.End(calendar.IndexOf(activities[place].Day)), question.Ledger.AsOf);
        while (place + 1 < activities.Count && activities[place + 1].Day < end)
        {
            place++;
        }

        return (long)activities[place].Day + question.Ledger.WindowDays >= end;
    }

    // From the loss date of a contract to the start of the next paid term.
    private void AddSpells(int customer, CustomerTerms terms)
    {
        terms.Load(customer);
        for (var i = 0; i < terms.Spells.Count; i++)
        {
            var loss = terms.Spells[i].End;
            AddAbsence(customer, loss, terms.GroupOn(loss, groups), i + 1 < terms.Spells.Count ? terms.Spells[i + 1].Start : null);
        }
    }

    [MethodImpl(Hot.Path)]
    private void AddAbsence(int customer, long lossDay, int group, int? next, int? place = null)
    {
        if (lossDay >= question.Ledger.AsOf)
        {
            return;
        }

        var enters = calendar.IndexOf((int)lossDay) + 1;
        var back = next is { } day ? calendar.IndexOf(day) : calendar.Count;
        if (enters >= calendar.Count || enters > back)
        {
            return;
        }

        Int128 value = 0;
        var isReturned = next is not null && (question.IsOfDays ? IsThereAtClose(place!.Value) : returned.TryGetValue((customer, back), out value));
        var key = new WinBackLine(
            calendar.FirstPeriod + enters,
            next is null ? WinBackLine.Never : calendar.FirstPeriod + back,
            question.ForgottenAfter is { } after ? ForgottenIn((int)lossDay, after) : WinBackLine.Never,
            next is { } nextDay ? months.OffsetOf((int)lossDay, nextDay) : 0,
            isReturned,
            groups.Name(group),
            0,
            0);
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, key, out _);
        line = (line.Customers + 1, line.Value + value);
    }

    // A month after the 31st is the last day of a shorter one.
    private int ForgottenIn(int lossDay, int after)
    {
        const int lastYear = 9998;
        var loss = DateOnly.FromDayNumber(lossDay);
        return loss.Year + (after / 12) >= lastYear ? WinBackLine.Never : PeriodCalendar.OrdinalOf(question.Ledger.Period, loss.AddMonths(after).DayNumber - 1) + 1;
    }
}
