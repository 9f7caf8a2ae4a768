using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.WinBacks;

namespace CustomerMetrics.Engine.Metrics.WinBacks;

/// <summary>Who of the lost came back, period by period. Those who did are the returned of the ledger, or there is no answer.</summary>
internal static class WinBackMetric
{
    private const int MostMonths = 1200;

    // The edges of the ages in months; the last one is open.
    private static readonly int[] Edges = [0, 1, 3, 6, 12, 24];

    public static CustomerWinBacks Compute(CustomerSource source, WinBackQuery query, CancellationToken cancellationToken)
    {
        if (query.NewAgainAfter is < 1 or > MostMonths)
        {
            throw new CustomerMetricsException("NewAgainAfterInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-NewAgainAfter is {query.NewAgainAfter}."), Errors.Invariant($"Give a number of months from 1 to {MostMonths}."));
        }

        var (ledger, lines) = Ask(source, query.Ledger, query.NewAgainAfter, cancellationToken);
        return new([.. ledger.Entries.GroupBy(entry => entry.Start).SelectMany(period => Of(source, query, [.. period], lines))], ledger.Warnings);
    }

    /// <summary>The ledger, and the absences that may end in it.</summary>
    public static (CustomerLedger Ledger, IReadOnlyList<WinBackLine> Lines) Ask(CustomerSource source, LedgerQuery query, int? forgottenAfter, CancellationToken cancellationToken)
    {
        var ledger = LedgerMetric.Compute(source, query, cancellationToken);
        return (ledger, ledger.Entries.Count == 0 ? [] : CustomerFacts.WinBacks(source, new(LedgerMetric.QuestionOf(source, query, ledger.Entries[0].AsOf), forgottenAfter), cancellationToken).Lines);
    }

    /// <summary>The returned of a period whose loss is on record, held against the ledger.</summary>
    /// <returns>How many of the ledger's were known before the data, and the check, which is zero.</returns>
    public static (long KnownBefore, long Check) Verify(CustomerSource source, IReadOnlyList<CustomerLedgerEntry> entries, IReadOnlyList<WinBackLine> back)
    {
        var returned = entries.Sum(one => one.Returned);
        var found = back.Sum(line => line.Customers);
        var knownBefore = source.Columns.ContainsKey("FirstSeen") ? returned - found : 0;
        var check = found + knownBefore - returned;
        return check != 0 || knownBefore < 0 || (knownBefore == 0 && Money.ToDecimal(Sum(back)) != entries.Sum(one => one.ReturnedValue))
            ? throw Errors.WinBackCheckFailed(entries[0].Period)
            : (knownBefore, check);
    }

    private static IEnumerable<CustomerWinBack> Of(CustomerSource source, WinBackQuery query, IReadOnlyList<CustomerLedgerEntry> entries, IReadOnlyList<WinBackLine> lines)
    {
        var entry = entries[0];
        var period = PeriodCalendar.OrdinalOf(query.Ledger.Period, PeriodCalendar.Day(entry.Start));
        var absent = lines.Where(line => line.Enters <= period && period <= line.Back).ToList();
        var whole = Verify(source, entries, absent.FindAll(line => line.Back == period && line.IsReturned));

        // Somebody may be lost from a group that has no customer any more.
        var groups = entries.Select(one => one.Group).Concat(absent.Select(line => line.Group)).Distinct(StringComparer.Ordinal);
        return groups.OrderBy(group => group ?? "", GroupNames.Order).Select(group => Line(query, entry, period, group, absent.FindAll(line => line.Group == group), whole));
    }

    private static CustomerWinBack Line(WinBackQuery query, CustomerLedgerEntry entry, int period, string? group, List<WinBackLine> absent, (long KnownBefore, long Check) whole)
    {
        var back = absent.FindAll(line => line.Back == period && line.IsReturned);
        var newAgain = back.FindAll(line => line.Months >= (query.NewAgainAfter ?? int.MaxValue));
        var returned = back.FindAll(line => line.Months < (query.NewAgainAfter ?? int.MaxValue));
        var lostBefore = absent.Where(line => period < line.Forgotten).Sum(line => line.Customers);
        var count = returned.Sum(line => line.Customers);
        var value = Money.ToDecimal(Sum(returned));
        var isOpen = !entry.IsComplete && !query.IncludeOpen;
        var rate = isOpen || lostBefore == 0 ? null : (double?)count / lostBefore;
        var interval = rate is null ? (Interval?)null : Interval.Wilson(count, lostBefore);
        return new()
        {
            Period = entry.Period,
            Group = group,
            LostBefore = lostBefore,
            Returned = count,
            Rate = rate,
            Low = interval?.Low,
            High = interval?.High,
            ReturnedValue = value,
            ValuePerReturned = count == 0 ? null : value / count,
            Ages = [.. Edges.Select((from, i) => Age(from, i + 1 < Edges.Length ? Edges[i + 1] : null, returned, count))],
            NewAgain = newAgain.Sum(line => line.Customers),
            NewAgainValue = Money.ToDecimal(Sum(newAgain)),
            KnownBefore = whole.KnownBefore,
            Check = whole.Check,
            IsComplete = entry.IsComplete,
            LeftEdge = entry.LeftEdge,
            Interval = interval is null ? null : "Wilson",
            Note = isOpen ? Errors.Invariant($"the period is open until {entry.End:yyyy-MM-dd}") : lostBefore == 0 ? "nobody was lost at the opening" : null,
            Start = entry.Start,
            End = entry.End,
            Unit = entry.Unit,
            ActivityRule = entry.ActivityRule,
            WindowDays = entry.WindowDays,
            GraceDays = entry.GraceDays,
            NewAgainAfter = query.NewAgainAfter,
            AsOf = entry.AsOf,
            GroupBy = entry.GroupBy,
            TimeZone = entry.TimeZone,
            Currency = entry.Currency,
            Source = entry.Source,
        };
    }

    private static WinBackAge Age(int from, int? to, List<WinBackLine> returned, long all)
    {
        var inside = returned.FindAll(line => line.Months >= from && line.Months < (to ?? int.MaxValue));
        var count = inside.Sum(line => line.Customers);
        return new() { FromMonths = from, ToMonths = to, Returned = count, Share = all == 0 ? null : (double)count / all, Value = Money.ToDecimal(Sum(inside)) };
    }

    private static Int128 Sum(IEnumerable<WinBackLine> lines) => lines.Aggregate((Int128)0, (sum, line) => sum + line.Value);
}
