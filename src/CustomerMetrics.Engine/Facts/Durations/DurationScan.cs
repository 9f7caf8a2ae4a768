using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Durations;

/// <summary>The duration fact from columns: one pass over the customers.</summary>
internal static class DurationScan
{
    private const int OftenEnough = 0xFFF;

    public static DurationFact Scan(RowColumns rows, DurationQuestion question, CancellationToken cancellationToken)
    {
        if (FirstDayOf(rows) is not { } firstDay || firstDay >= question.AsOf)
        {
            return new(null, 0, []);
        }

        var groups = GroupKeys.Create(rows, question.GroupBy);
        var counts = new Dictionary<(int Group, int Entry, int Age, bool IsLost), (long Customers, long CameBack, long Early)>();
        long leftOut = 0;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (Follow(new CustomerDays(rows, customer, question.AsOf, groups), question) is not { } life)
            {
                continue;
            }

            var seen = rows.FirstSeen is null ? int.MaxValue : rows.FirstSeen[customer];
            var origin = Math.Min(seen, life.First);
            var entry = Math.Max(question.Since, life.First) - origin;
            var age = (life.Gone is { } gone ? gone + question.WindowDays : question.AsOf) - origin;
            if (entry >= age)
            {
                leftOut++;
                continue;
            }

            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (life.Group, entry, age, life.Gone is not null), out _);
            count.Customers++;
            count.CameBack += life.Gone < life.Last ? 1 : 0;
            count.Early += seen == int.MaxValue && life.First < (long)firstDay + question.WindowDays ? 1 : 0;
        }

        var lines = counts.OrderBy(count => count.Key).Select(count => new DurationLine(groups.Name(count.Key.Group), count.Key.Entry, count.Key.Age, count.Key.IsLost, count.Value.Customers, count.Value.CameBack, count.Value.Early));
        return new(firstDay, leftOut, [.. lines]);
    }

    /// <returns>First and last activity, the one before the first loss, and the group of the first; null without any.</returns>
    private static (int First, int Last, int? Gone, int Group)? Follow(CustomerDays days, DurationQuestion question)
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

        return first < 0 ? null : (first, last, gone ?? (question.IsLong(question.AsOf - last) ? last : null), group);
    }

    private static int? FirstDayOf(RowColumns rows)
    {
        var first = int.MaxValue;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            var days = rows.DaysOf(customer);
            first = days.IsEmpty ? first : Math.Min(first, days[0]);
        }

        return first == int.MaxValue ? null : first;
    }
}
