using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Contracts;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>
/// The contract rule: a customer is there while a paid term runs, with the money of a month at that instant. Most customers stand still in most periods, so
/// periods in which nothing changes are told at once.
/// </summary>
internal sealed class ContractRuleScan(RowColumns rows, ContractRule rule, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, ILedgerSink sink)
{
    private readonly ContractStates states = new(rows, rule, calendar, groups, question.AsOf);
    private readonly List<int> stretches = [];

    /// <summary>What is known of single days, after the run.</summary>
    public DatedLossBook Dated { get; } = new(calendar, groups.Count, question.AsOf);

    public void Run(CustomerRange range, CancellationToken cancellationToken)
    {
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            states.Load(customer);
            if (states.Changes.Count > 0)
            {
                DateLosses();
                BookPeriods(customer);
            }
        }
    }

    private void DateLosses()
    {
        var spells = states.Terms.Spells;
        for (var i = 0; i < spells.Count; i++)
        {
            var (start, end, _) = spells[i];
            var group = states.Terms.GroupOn(start + 1, groups);
            Dated.Enter(group, start + 1);
            if (groups.IsGrouped)
            {
                group = DateMoves(start, end, group);
            }

            if (end < question.AsOf)
            {
                Dated.Lose(group, end, cameBack: i + 1 < spells.Count);
            }
        }
    }

    // A group changes where a term begins, or where the one that decided it ends.
    private int DateMoves(int start, int end, int group)
    {
        var days = new SortedSet<int>();
        foreach (var term in states.Terms.Paid)
        {
            days.Add(term.Start);
            days.Add(term.Until);
        }

        foreach (var day in days)
        {
            if (day > start && day < end && day < question.AsOf && states.Terms.GroupOn(day + 1, groups) is var next && next != group)
            {
                Dated.Leave(group, day);
                Dated.Enter(next, day + 1);
                group = next;
            }
        }

        return group;
    }

    // From one change of either end to the next, the opening and the close of a line stay what they are.
    private void BookPeriods(int customer)
    {
        stretches.Clear();
        foreach (var change in states.Changes)
        {
            stretches.Add(change);
            stretches.Add(change + question.Span);
        }

        stretches.Sort();
        for (var i = 0; i < stretches.Count; i++)
        {
            var from = stretches[i];
            var to = i + 1 < stretches.Count ? Math.Min(stretches[i + 1], states.Periods) : states.Periods;
            if (from < to)
            {
                BookStretch(customer, from, to);
            }
        }
    }

    private void BookStretch(int customer, int from, int to)
    {
        var open = states.At(from - question.Span);
        var close = states.At(from);
        var rowValue = close.IsThere || close.Outside != 0 ? states.RowsAt(from) : 0;
        if (open.IsThere && close.IsThere && open.Value == close.Value && open.Group == close.Group && !close.IsUndecided && !states.IsChange(from) && ReferenceEquals(open.Basket, close.Basket))
        {
            sink.AddSteady(customer, from, to, close.Group, close.Value, rowValue);
            return;
        }

        for (var period = from; period < to; period++)
        {
            Book(customer, period, open, close, rowValue);
        }
    }

    private void Book(int customer, int period, in ContractState open, in ContractState close, Int128 rowValue)
    {
        var (passing, interrupted) = question.Span == 1 ? Passing(period) : (null, false);
        PartKind? kind = (open.IsThere, close.IsThere) switch
        {
            (true, true) => PartKind.Kept,
            (true, false) => PartKind.Lost,
            (false, true) => IsNew(customer, period) ? PartKind.New : PartKind.Returned,
            _ => passing is null ? null : PartKind.Transient,
        };
        if (kind is { } movement)
        {
            sink.Add(new LedgerPart(customer, period, movement, open.IsThere ? open.Group : close.Group, close.Group, open.Value, movement is PartKind.Transient ? passing!.Value : close.Value)
            {
                FxEffect = movement is PartKind.Kept && open.Basket is not null ? close.Basket!.EffectSince(open.Basket) : 0,
                IsInterrupted = interrupted && movement is PartKind.Kept,
                IsUndecided = close.IsUndecided,
                RowValue = close.IsThere ? rowValue : 0,
            });
        }

        if (!close.IsThere && close.Outside != 0)
        {
            sink.Add(new LedgerPart(customer, period, PartKind.Outside, close.Group, close.Group, 0, close.Outside) { RowValue = rowValue });
        }
    }

    private bool IsNew(int customer, int period)
    {
        var first = Math.Min(states.Terms.Spells[0].Start, rows.FirstSeen?[customer] ?? int.MaxValue);
        return first >= calendar.Start(Math.Max(period - question.Span + 1, 0));
    }

    // What somebody paid at last who came and went inside the period; and whether somebody was lost inside it.
    private (Int128? Value, bool IsLost) Passing(int period)
    {
        Int128? value = null;
        var isLost = false;
        foreach (var spell in states.Terms.Spells)
        {
            if (spell.End < question.AsOf && states.PeriodOf(spell.End) == period)
            {
                isLost = true;
                value = states.PeriodOf(spell.Start) == period ? states.Terms.StateOn(spell.End).Value : value;
            }
        }

        return (value, isLost);
    }
}
