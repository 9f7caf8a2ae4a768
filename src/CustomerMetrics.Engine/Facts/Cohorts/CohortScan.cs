using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>The cohort fact from columns, and the members behind it: one pass over the customers for either.</summary>
internal static class CohortScan
{
    private const int OftenEnough = 0xFFF;

    /// <param name="rows">Transactions, or terms.</param>
    /// <param name="contract">How terms are read; null of transactions.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static CohortFact Scan(RowColumns rows, ContractRule? contract, CohortQuestion question, CancellationToken cancellationToken)
    {
        if (rows.FindFirstDay() is not { } firstDay || firstDay >= question.AsOf)
        {
            return new(null, 0, []);
        }

        var groups = GroupKeys.Create(rows, question.GroupBy);
        var parts = CustomerRanges.Scan(rows, groups.Count, range => Book(rows, contract, question, firstDay, groups, range, cancellationToken), cancellationToken);
        foreach (var part in parts.Skip(1))
        {
            parts[0].Book.Add(part.Book);
        }

        return new(question.Returns is null ? firstDay : parts.Min(part => part.FirstReturn), parts.Sum(part => part.Earlier), parts[0].Book.Close());
    }

    /// <summary>The customers of the cohorts, and what they did in the one bracket of the question.</summary>
    public static IEnumerable<CohortFactMember> Members(RowColumns rows, ContractRule? contract, CohortQuestion question, CancellationToken cancellationToken)
    {
        if (rows.FindFirstDay() is not { } firstDay || firstDay >= question.AsOf)
        {
            return [];
        }

        var groups = GroupKeys.Create(rows, question.GroupBy);
        var members = new MemberList(rows, groups);
        if (question.Returns is null)
        {
            Run(rows, contract, question, firstDay, groups, members, CustomerRanges.All(rows), cancellationToken);
        }
        else
        {
            RunReturns(rows, question, firstDay, groups, members, CustomerRanges.All(rows), cancellationToken);
        }

        return members.Members;
    }

    /// <summary>The customers of the cohorts, told to somebody else.</summary>
    public static void Each(RowColumns rows, CohortQuestion question, GroupKeys groups, ICohortSink sink, CancellationToken cancellationToken)
    {
        if (rows.FindFirstDay() is { } firstDay && firstDay < question.AsOf)
        {
            Run(rows, null, question, firstDay, groups, sink, CustomerRanges.All(rows), cancellationToken);
        }
    }

    private static (CohortBook Book, long Earlier, int? FirstReturn) Book(RowColumns rows, ContractRule? contract, CohortQuestion question, int firstDay, GroupKeys groups, CustomerRange range, CancellationToken cancellationToken)
    {
        var book = new CohortBook(question, groups);
        return question.Returns is null
            ? (book, Run(rows, contract, question, firstDay, groups, book, range, cancellationToken), null)
            : (book, 0, RunReturns(rows, question, firstDay, groups, book, range, cancellationToken));
    }

    [MethodImpl(Hot.Path)]
    private static long Run(RowColumns rows, ContractRule? contract, CohortQuestion question, int firstDay, GroupKeys groups, ICohortSink sink, CustomerRange range, CancellationToken cancellationToken)
    {
        var clock = new OffsetClock(question.Period, question.Offset, firstDay, question.AsOf, question.OffsetUnit);
        var visits = new List<Visit>();
        var closes = contract is null ? null : new TermCloses(rows, contract, clock, question.AsOf, groups);
        var earlier = 0L;
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if ((closes is null ? Gather(rows, customer, question, groups, visits) : closes.Gather(customer, visits)) is not (>= 0 and var found))
            {
                continue;
            }

            var first = closes?.FirstDay ?? visits[found].Day;
            var period = clock.PeriodOf(first);
            if (period < question.FirstPeriod || period > question.LastPeriod)
            {
                continue;
            }

            if (rows.FirstSeen is { } seen && PeriodCalendar.OrdinalOf(question.Period, Math.Min(seen[customer], first)) < period)
            {
                earlier++;
                continue;
            }

            sink.Begin(customer, period, clock.OffsetOf(first, question.AsOf) - 1, closes?.FirstGroup ?? visits[found].Group, first);
            foreach (ref readonly var visit in CollectionsMarshal.AsSpan(visits))
            {
                var offset = clock.OffsetOf(first, visit.Day);
                sink.Add(question.BinOf(offset), offset == 0, visit);
            }

            sink.End();
        }

        return earlier;
    }

    /// <returns>The first day of a return; null when nobody returned.</returns>
    private static int? RunReturns(RowColumns rows, CohortQuestion question, int firstDay, GroupKeys groups, ICohortSink sink, CustomerRange range, CancellationToken cancellationToken)
    {
        var clock = new OffsetClock(question.Period, question.Offset, firstDay, question.AsOf, question.OffsetUnit);
        var finder = new ReturnFinder(question.Returns!, new PeriodCalendar(question.Period, firstDay, question.AsOf - 1), question.AsOf);
        var (visits, returns) = (new List<Visit>(), new List<int>());
        var firstReturn = int.MaxValue;
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Gather(rows, customer, question, groups, visits);
            finder.Find(visits, returns);
            for (var i = 0; i < returns.Count; i++)
            {
                var first = visits[returns[i]].Day;
                firstReturn = Math.Min(firstReturn, first);
                var period = clock.PeriodOf(first);
                if (period < question.FirstPeriod || period > question.LastPeriod)
                {
                    continue;
                }

                sink.Begin(customer, period, clock.OffsetOf(first, question.AsOf) - 1, visits[returns[i]].Group, first);
                var end = i + 1 < returns.Count ? returns[i + 1] : visits.Count;
                for (var visit = returns[i]; visit < end; visit++)
                {
                    var offset = clock.OffsetOf(first, visits[visit].Day);
                    sink.Add(question.BinOf(offset), offset == 0, visits[visit]);
                }

                sink.End();
            }
        }

        return firstReturn == int.MaxValue ? null : firstReturn;
    }

    /// <returns>The place of the first activity; -1 when there is none.</returns>
    [MethodImpl(Hot.Path)]
    private static int Gather(RowColumns rows, int customer, CohortQuestion question, GroupKeys groups, List<Visit> visits)
    {
        visits.Clear();
        var first = -1;
        var separate = question.Refund is RefundRule.Separate;
        var isLessCost = question.LessCost && rows.Cost is not null;
        var days = new CustomerDays(rows, customer, question.AsOf, groups);
        while (days.MoveNext())
        {
            first = first < 0 && days.IsActivity ? visits.Count : first;
            var cost = isLessCost ? days.Cost : 0;
            visits.Add(new(days.Day, days.IsActivity, days.Group, (separate ? days.Sales : days.Sales + days.Refunds) - cost, separate ? days.Refunds : 0));
        }

        return first;
    }

    private sealed class MemberList(RowColumns rows, GroupKeys groups) : ICohortSink
    {
        private CohortFactMember current;

        public List<CohortFactMember> Members { get; } = [];

        public void Begin(int customer, int period, int done, int group, int first) =>
            current = new(rows.CustomerIds.GetName(customer), first, done, groups.Name(group), 0, 0);

        public void Add(int bin, bool isBase, in Visit visit) =>
            current = bin == 0 ? current with { Orders = current.Orders + (visit.IsActivity ? 1 : 0), Value = current.Value + visit.Value } : current;

        public void End() => Members.Add(current);
    }
}

/// <summary>A day of a customer.</summary>
internal readonly record struct Visit(int Day, bool IsActivity, int Group, Int128 Value, Int128 Refunds);

/// <summary>Takes the days of each customer, in their order.</summary>
internal interface ICohortSink
{
    void Begin(int customer, int period, int done, int group, int first);

    /// <param name="bin">The bin that the day is in.</param>
    /// <param name="isBase">Whether the day is at offset 0.</param>
    /// <param name="visit">The day.</param>
    void Add(int bin, bool isBase, in Visit visit);

    void End();
}
