using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Facts.Contracts;

/// <summary>How one customer stands at the close of each period: a few states, each of which holds until the next one.</summary>
internal sealed class ContractStates
{
    private readonly RowColumns rows;
    private readonly GroupKeys groups;
    private readonly int firstDay;
    private readonly int asOf;
    private readonly int[] periodOfDay;
    private readonly List<int> changes = [];
    private readonly List<ContractState> states = [];

    public ContractStates(RowColumns rows, ContractRule rule, PeriodCalendar calendar, GroupKeys groups, int asOf)
    {
        this.rows = rows;
        this.groups = groups;
        this.asOf = asOf;
        Terms = new(rows, rule, asOf);
        firstDay = calendar.FirstDay;
        Periods = calendar.Count;
        periodOfDay = new int[asOf - firstDay];
        for (var day = 0; day < periodOfDay.Length; day++)
        {
            periodOfDay[day] = calendar.IndexOf(firstDay + day);
        }
    }

    public CustomerTerms Terms { get; }

    public int Periods { get; }

    /// <summary>The periods in which something begins or ends, in their order.</summary>
    public IReadOnlyList<int> Changes => changes;

    /// <summary>Reads a customer.</summary>
    public void Load(int customer)
    {
        Terms.Load(customer);
        changes.Clear();
        states.Clear();
        foreach (var term in Terms.Paid)
        {
            AddChanges(term);
        }

        foreach (var term in Terms.Credits)
        {
            AddChanges(term);
        }

        if (Terms.Spells is [.., { UndecidedFrom: < TermReader.Open and var undecided }])
        {
            changes.Add(PeriodOf(undecided));
        }

        changes.Sort();
        var kept = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] < Periods && (kept == 0 || changes[kept - 1] != changes[i]))
            {
                changes[kept++] = changes[i];
            }
        }

        changes.RemoveRange(kept, changes.Count - kept);
        foreach (var period in changes)
        {
            states.Add(StateAt(period));
        }
    }

    /// <summary>Whether something begins or ends in a period.</summary>
    public bool IsChange(int period) => changes.BinarySearch(period) >= 0;

    /// <summary>The state at the close of a period; nobody is there before the first one.</summary>
    public ContractState At(int period)
    {
        var at = changes.BinarySearch(period);
        at = at >= 0 ? at : ~at - 1;
        return at < 0 ? new(false, false, 0, 0, states.Count > 0 ? states[0].Group : 0, null) : states[at];
    }

    /// <summary>The money of all rows at the close of a period, row by row and without a thought of customers.</summary>
    public Int128 RowsAt(int period)
    {
        Int128 sum = 0;
        foreach (var term in Terms.Paid)
        {
            sum += PeriodOf(term.Start) <= period && period < PeriodOf(term.Until) ? term.Amount : 0;
        }

        foreach (var term in Terms.Credits)
        {
            sum += PeriodOf(term.Start) <= period && period < PeriodOf(term.Until) ? term.Amount : 0;
        }

        return sum;
    }

    /// <summary>The period that a day is in; those that are not seen come after the last one.</summary>
    public int PeriodOf(int day) => day < asOf ? periodOfDay[day - firstDay] : Periods;

    private void AddChanges(in Term term)
    {
        changes.Add(PeriodOf(term.Start));
        changes.Add(PeriodOf(term.Until));
    }

    private ContractState StateAt(int period)
    {
        Int128 value = 0;
        Int128 credit = 0;
        var latest = -1;
        var last = -1;
        var lastCredit = -1;
        CurrencyBasket? basket = rows.Currency is null ? null : new();
        for (var i = 0; i < Terms.Paid.Count; i++)
        {
            var term = Terms.Paid[i];
            var from = PeriodOf(term.Start);
            if (from > period)
            {
                continue;
            }

            last = last < 0 || term.IsLater(Terms.Paid[last], groups) ? i : last;
            if (period < PeriodOf(term.Until))
            {
                value += term.Amount;
                basket?.Add(rows.Currency!.Codes[term.Row], rows.Currency.Local[term.Row], term.Amount);
                latest = latest < 0 || term.IsLater(Terms.Paid[latest], groups) ? i : latest;
            }
        }

        for (var i = 0; i < Terms.Credits.Count; i++)
        {
            var term = Terms.Credits[i];
            if (PeriodOf(term.Start) > period)
            {
                continue;
            }

            lastCredit = lastCredit < 0 || term.IsLater(Terms.Credits[lastCredit], groups) ? i : lastCredit;
            if (period < PeriodOf(term.Until))
            {
                credit += term.Amount;
                basket?.Add(rows.Currency!.Codes[term.Row], rows.Currency.Local[term.Row], term.Amount);
            }
        }

        var isThere = latest >= 0;
        var isUndecided = isThere && Terms.Spells[^1].UndecidedFrom is < TermReader.Open and var from2 && period >= PeriodOf(from2);
        var group = isThere ? Terms.Paid[latest].Row : last >= 0 ? Terms.Paid[last].Row : Terms.Credits[lastCredit].Row;
        return new(isThere, isUndecided, isThere ? value + credit : 0, isThere ? 0 : credit, groups.Of(group), basket);
    }
}

/// <summary>How a customer stands.</summary>
/// <param name="IsThere">Whether somebody is a customer.</param>
/// <param name="IsUndecided">Held open only since the grace is not over.</param>
/// <param name="Value">The money of a month, credits taken off.</param>
/// <param name="Outside">Credits of somebody who is not there.</param>
/// <param name="Group">The group; of somebody who is not there, that of the latest paid term, else of the latest credit.</param>
/// <param name="Basket">The money by currency; null with one.</param>
internal readonly record struct ContractState(bool IsThere, bool IsUndecided, Int128 Value, Int128 Outside, int Group, CurrencyBasket? Basket);
