using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Contracts;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>
/// What replaced the terms of one contract. A term replaces at most one end: the nearest to its start among those that it outlasts, of terms that started
/// before it and ended at most the grace before it. The earlier one wins a tie.
/// </summary>
internal sealed class TermRenewals(int graceDays, GroupKeys groups)
{
    private readonly Dictionary<int, (int On, Int128 Value)> renewals = [];
    private readonly PriorityQueue<int, int> ends = new();

    /// <summary>The ends before the as-of date, in their order.</summary>
    /// <param name="terms">Terms that are paid, by start.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    public IEnumerable<Opportunity> Find(IReadOnlyList<Term> terms, int asOf)
    {
        FindRenewals(terms);
        foreach (var ending in terms.Where(term => term.End < asOf).GroupBy(term => term.End).OrderBy(ending => ending.Key))
        {
            var renewal = renewals.TryGetValue(ending.Key, out var found) ? found : ((int On, Int128 Value)?)null;
            var latest = ending.Aggregate((best, term) => term.IsLater(best, groups) ? term : best);
            yield return new(ending.Min(term => term.Start), ending.Key, groups.Of(latest.Row), ending.Aggregate(Int128.Zero, (sum, term) => sum + term.Amount), renewal?.On, renewal?.Value ?? 0);
        }
    }

    // Terms come by start, so an end that has been passed stays passed: the last one passed is the nearest before, the first one waiting the nearest after.
    private void FindRenewals(IReadOnlyList<Term> terms)
    {
        renewals.Clear();
        ends.Clear();
        int? passed = null;
        var first = 0;
        while (first < terms.Count)
        {
            var start = terms[first].Start;
            var next = first;
            while (ends.TryPeek(out var end, out _) && end <= start)
            {
                passed = ends.Dequeue();
            }

            for (; next < terms.Count && terms[next].Start == start; next++)
            {
                if (ReplacedBy(terms[next], passed) is { } replaced)
                {
                    renewals[replaced] = renewals.TryGetValue(replaced, out var soFar) ? (soFar.On, soFar.Value + terms[next].Amount) : (start, terms[next].Amount);
                }
            }

            for (; first < next; first++)
            {
                if (terms[first].End != TermReader.Open)
                {
                    ends.Enqueue(terms[first].End, terms[first].End);
                }
            }
        }
    }

    private int? ReplacedBy(in Term term, int? passed)
    {
        var before = passed is { } end && term.Start - end <= graceDays ? passed : null;
        int? after = ends.TryPeek(out var waiting, out _) && waiting < term.End ? waiting : null;
        return before is null ? after
            : after is null || term.Start - before <= after - term.Start ? before
            : after;
    }
}

/// <summary>An end of one or several terms of a contract.</summary>
/// <param name="Start">The first day of the earliest.</param>
/// <param name="End">The first day after them.</param>
/// <param name="Group">The group of the latest.</param>
/// <param name="Old">Their money.</param>
/// <param name="RenewedOn">The first day of what replaced them.</param>
/// <param name="New">The money of all that replaced them.</param>
internal readonly record struct Opportunity(int Start, int End, int Group, Int128 Old, int? RenewedOn, Int128 New)
{
    /// <summary>False of an activity that starts no term, since nothing tells when the next one is due.</summary>
    public bool IsExpected { get; init; } = true;
}
