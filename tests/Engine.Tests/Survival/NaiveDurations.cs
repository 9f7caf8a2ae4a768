using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Tests.Cohorts;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Durations worked out from rows, day by day for each customer, with nothing shared with the module.</summary>
internal static class NaiveDurations
{
    public static SortedDictionary<string, int> Of(IReadOnlyList<NaiveRow> rows, Func<string, DateTime?> firstSeen, int window, DateTime? since, DateTime asOf, bool isGrouped)
    {
        var lines = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var customer in rows.Where(row => row.Date < asOf).GroupBy(row => row.Customer))
        {
            var active = customer.GroupBy(row => row.Date).Where(day => day.Any(row => row.Amount >= 0) && !(day.Any(row => row.Amount < 0) && day.Sum(row => row.Amount) == 0)).ToDictionary(day => day.Key, day => day.ToList());
            if (active.Count == 0)
            {
                continue;
            }

            var first = active.Keys.Min();
            var origin = firstSeen(customer.Key) is { } seen && seen < first ? seen : first;
            var group = isGrouped ? active[first].OrderByDescending(row => row.Amount).ThenBy(row => row.Region, StringComparer.Ordinal).First().Region : "";

            // Still a customer at the start of a day with an activity in the days of the window before it.
            var end = first.AddDays(1);
            while (end <= asOf && Enumerable.Range(1, window).Any(days => active.ContainsKey(end.AddDays(-days))))
            {
                end = end.AddDays(1);
            }

            var isLost = end <= asOf;
            var followed = since is { } from && from > first ? from : first;
            var (entry, age) = ((followed - origin).Days, ((isLost ? end.AddDays(-1) : asOf) - origin).Days);
            var line = entry >= age ? "left out" : $"{group} {entry} {age} {(isLost ? "lost" : "there")}{(isLost && active.Keys.Max() >= end ? " came back" : "")}";
            lines[line] = lines.GetValueOrDefault(line) + 1;
        }

        return lines;
    }
}
