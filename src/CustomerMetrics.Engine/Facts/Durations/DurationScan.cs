using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Facts.Contracts;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Facts.Durations;

/// <summary>The duration fact from columns: one pass over the customers.</summary>
internal static class DurationScan
{
    private const int OftenEnough = 0xFFF;
    private const int Unnamed = -1;

    /// <param name="rows">Transactions, or terms.</param>
    /// <param name="contract">How terms are read; null of transactions.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static DurationFact Scan(RowColumns rows, ContractRule? contract, DurationQuestion question, CancellationToken cancellationToken)
    {
        if (rows.FindFirstDay() is not { } firstDay || firstDay >= question.AsOf)
        {
            return new(null, 0, []);
        }

        var groups = GroupKeys.Create(rows, question.GroupBy);
        var terms = contract is null ? null : new CustomerTerms(rows, contract, question.AsOf);
        var counts = new Dictionary<(int Group, int Entry, int Age, bool IsLost, int Customer), (long Customers, long CameBack, long Early, int LossDay)>();
        long leftOut = 0;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if ((terms is null ? Follow(new CustomerDays(rows, customer, question.AsOf, groups), question) : Follow(terms, customer, groups)) is not { } life)
            {
                continue;
            }

            var seen = rows.FirstSeen is null ? int.MaxValue : rows.FirstSeen[customer];
            var origin = Math.Min(seen, life.First);
            var entry = Math.Max(question.Since, life.First) - origin;
            var age = (life.Loss ?? question.AsOf) - origin;
            if (entry >= age)
            {
                leftOut++;
                continue;
            }

            var key = (life.Group, entry, age, life.Loss is not null, question.NamesLost && (question.NamesAll || life.Loss is not null) ? customer : Unnamed);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
            count.Customers++;
            count.LossDay = question.NamesLost ? life.Loss ?? 0 : 0;
            count.CameBack += life.CameBack ? 1 : 0;

            // A term tells its start, an activity does not tell that it is the first one.
            count.Early += terms is null && seen == int.MaxValue && life.First < (long)firstDay + question.WindowDays ? 1 : 0;
        }

        var lines = counts.OrderBy(count => (count.Key.Group, count.Key.Entry, count.Key.Age, count.Key.IsLost)).ThenBy(count => count.Key.Customer == Unnamed ? null : rows.CustomerIds.GetName(count.Key.Customer), StringComparer.Ordinal).Select(count => new DurationLine(groups.Name(count.Key.Group), count.Key.Entry, count.Key.Age, count.Key.IsLost, count.Value.Customers, count.Value.CameBack, count.Value.Early)
        {
            CustomerId = count.Key.Customer == Unnamed ? null : rows.CustomerIds.GetName(count.Key.Customer),
            LossDay = count.Value.LossDay,
        });
        return new(firstDay, leftOut, [.. lines]);
    }

    private static Life? Follow(CustomerDays days, DurationQuestion question)
    {
        var (first, last, group) = (-1, -1, 0);
        int? gone = null;
        while (days.MoveNext())
        {
            if (!days.IsActivity)
            {
                continue;
            }

            if (first < 0)
            {
                (first, group) = (days.Day, days.Group);
            }
            else if (gone is null && question.IsLong(days.Day - last))
            {
                gone = last;
            }

            last = days.Day;
        }

        gone ??= question.IsLong(question.AsOf - last) ? last : null;
        return first < 0 ? null : new(first, gone + question.WindowDays, gone < last, group);
    }

    private static Life? Follow(CustomerTerms terms, int customer, GroupKeys groups)
    {
        terms.Load(customer);
        return terms.Spells is [var spell, ..] ? new(spell.Start, spell.End == TermReader.Open ? null : spell.End, terms.Spells.Count > 1, terms.GroupOn(spell.Start + 1, groups)) : null;
    }

    /// <summary>What is asked of a customer: the first day, the first loss date, whether it was no farewell, the group of the first day.</summary>
    private readonly record struct Life(int First, int? Loss, bool CameBack, int Group);
}
