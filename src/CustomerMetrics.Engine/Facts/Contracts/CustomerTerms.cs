using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Facts.Contracts;

/// <summary>
/// One customer's terms, put together to the spells in which somebody is a customer. The state at the start of a day is what the day before left: a term
/// counts from the day after its start up to its end, so that what starts or ends on a day belongs to the period of that day.
/// </summary>
internal sealed class CustomerTerms(RowColumns rows, ContractRule rule, int asOf)
{
    private readonly List<Term> paid = [];
    private readonly List<Term> credits = [];
    private readonly List<Spell> spells = [];

    /// <summary>The terms that make a customer, by start.</summary>
    public IReadOnlyList<Term> Paid => paid;

    /// <summary>The terms below nothing: they change money, and make nobody a customer.</summary>
    public IReadOnlyList<Term> Credits => credits;

    public IReadOnlyList<Spell> Spells => spells;

    /// <summary>Reads the terms of a customer that are seen.</summary>
    public void Load(int customer)
    {
        paid.Clear();
        credits.Clear();
        spells.Clear();
        for (var row = rows.Start[customer]; row < rows.Start[customer + 1] && rows.Day[row] < asOf; row++)
        {
            var term = new Term(row, rows.Day[row], rows.End![row], rows.End[row], rows.Amount[row]);
            if (term.Start == term.End)
            {
                continue;
            }

            if (term.Amount > 0 || (term.Amount == 0 && rule.IncludesFree))
            {
                paid.Add(term);
            }
            else if (term.Amount < 0)
            {
                credits.Add(term);
            }
        }

        FindSpells();
    }

    /// <summary>Whether somebody is there at the start of a day, and the money of a month; credits of somebody who is not are no customer's.</summary>
    public (bool IsThere, Int128 Value) StateOn(int day)
    {
        Int128 value = 0;
        var isThere = false;
        foreach (var term in paid)
        {
            if (term.Holds(day))
            {
                isThere = true;
                value += term.Amount;
            }
        }

        foreach (var term in credits)
        {
            value += isThere && term.Holds(day) ? term.Amount : 0;
        }

        return (isThere, value);
    }

    /// <summary>The group on a day from whose start somebody is there: that of the latest start, then of the larger amount, then of the first name.</summary>
    public int GroupOn(int day, GroupKeys groups)
    {
        var latest = -1;
        for (var i = 0; i < paid.Count; i++)
        {
            if (paid[i].Holds(day) && (latest < 0 || paid[i].IsLater(paid[latest], groups)))
            {
                latest = i;
            }
        }

        return latest < 0 ? 0 : groups.Of(paid[latest].Row);
    }

    // A gap of at most the grace is bridged by what ended at its beginning. One that is not over at the as-of date is undecided, and held open.
    private void FindSpells()
    {
        if (paid.Count == 0)
        {
            return;
        }

        var start = paid[0].Start;
        var end = paid[0].End;
        for (var i = 1; i < paid.Count; i++)
        {
            if (paid[i].Start > end)
            {
                if (paid[i].Start - end > rule.GraceDays)
                {
                    spells.Add(new(start, end, TermReader.Open));
                    start = paid[i].Start;
                }
                else
                {
                    Bridge(i, end, paid[i].Start);
                }
            }

            end = Math.Max(end, paid[i].End);
        }

        if (end < asOf && end + (long)rule.GraceDays >= asOf)
        {
            Bridge(paid.Count, end, TermReader.Open);
            spells.Add(new(start, TermReader.Open, end));
        }
        else
        {
            spells.Add(new(start, end < asOf ? end : TermReader.Open, TermReader.Open));
        }
    }

    private void Bridge(int before, int end, int until)
    {
        for (var i = 0; i < before; i++)
        {
            if (paid[i].End == end)
            {
                paid[i] = paid[i] with { Until = until };
            }
        }
    }
}

/// <summary>One row of subscriptions.</summary>
/// <param name="Row">Its place in the columns.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">The first day after it.</param>
/// <param name="Until">The first day after it and the gap that it bridges.</param>
/// <param name="Amount">Units of a month.</param>
internal readonly record struct Term(int Row, int Start, int End, int Until, long Amount)
{
    /// <summary>Whether it runs at the start of a day, as the day before left it.</summary>
    public bool Holds(int day) => Start < day && day <= Until;

    /// <summary>Whether its group comes before that of another one: by the later start, then the larger amount, then the name.</summary>
    public bool IsLater(in Term other, GroupKeys groups) => Start != other.Start ? Start > other.Start
        : Amount != other.Amount ? Amount > other.Amount
        : groups.Of(Row) < groups.Of(other.Row);
}

/// <summary>A time in which somebody is a customer without a break.</summary>
/// <param name="Start">The first day.</param>
/// <param name="End">The loss date; <see cref="TermReader.Open"/> where there is none before the as-of date.</param>
/// <param name="UndecidedFrom">The day on which what is paid ended, where the grace is not over; else <see cref="TermReader.Open"/>.</param>
internal readonly record struct Spell(int Start, int End, int UndecidedFrom);
