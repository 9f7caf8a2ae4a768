using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>The equity facts from columns, in one pass over the customers.</summary>
internal static class EquityScan
{
    private const int OftenEnough = 0xFFFF;

    public static EquityFact Scan(RowColumns rows, int asOf, bool salesOnly, IReadOnlyList<string> groupBy, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, groupBy);
        var book = new EquityBook();
        var customers = new long[groups.Count];
        var net = new Int128[groups.Count];
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var state = CustomerState.Read(rows, customer, asOf, salesOnly, groups);
            if (state.Purchases > 0)
            {
                book.Add(state, asOf, state.Group, state.Group);
                customers[state.Group]++;
                net[state.Group] += state.Net;
            }
        }

        return new(book.Close(), NamesOf(groups), customers, net);
    }

    /// <summary>Those with a purchase, one by one.</summary>
    public static IEnumerable<CustomerState> Each(RowColumns rows, int asOf, bool salesOnly, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, []);
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var state = CustomerState.Read(rows, customer, asOf, salesOnly, groups);
            if (state.Purchases > 0)
            {
                yield return state;
            }
        }
    }

    /// <param name="rows">All rows.</param>
    /// <param name="before">The first day of the time of equal length before the period.</param>
    /// <param name="start">The first day of the period.</param>
    /// <param name="end">The first day after it.</param>
    /// <param name="salesOnly">Leave refunds out of the money.</param>
    /// <param name="groupBy">The columns of the groups.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static BridgeFact Bridge(RowColumns rows, int before, int start, int end, bool salesOnly, IReadOnlyList<string> groupBy, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, groupBy);
        var opening = new EquityBook();
        var closing = new EquityBook();
        var parts = groups.Count * (int)EquityClass.All;
        var customers = new long[parts];
        var cash = new Int128[parts];
        var cost = rows.Cost is null ? null : new Int128[parts];
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            // Two readings: a refund that is booked to an earlier day must not be known before it was made.
            var atStart = CustomerState.Read(rows, customer, start, salesOnly, groups);
            var atEnd = CustomerState.Read(rows, customer, end, salesOnly, groups);
            if (atStart.Purchases == 0 && atEnd.Purchases == 0)
            {
                continue;
            }

            var ofClass = (int)ClassOf(atStart, atEnd, before, start);
            var part = ((atStart.Purchases > 0 ? atStart.Group : atEnd.Group) * (int)EquityClass.All) + ofClass;
            customers[part]++;
            cash[part] += atEnd.Net - atStart.Net;
            if (cost is not null)
            {
                foreach (var units in rows.Cost.AsSpan(rows.Start[customer] + atStart.Rows, atEnd.Rows - atStart.Rows))
                {
                    cost[part] += units;
                }
            }

            if (atStart.Purchases > 0)
            {
                opening.Add(atStart, start, part, part);
            }

            if (atEnd.Purchases > 0)
            {
                closing.Add(atEnd, end, part, (atEnd.Group * (int)EquityClass.All) + ofClass);
            }
        }

        return new(opening.Close(), closing.Close(), NamesOf(groups), customers, cash, cost);
    }

    private static EquityClass ClassOf(in CustomerState atStart, in CustomerState atEnd, int before, int start)
    {
        if (atStart.Purchases == 0)
        {
            return EquityClass.New;
        }

        return (atStart.Last >= before, atEnd.Last >= start) switch
        {
            (true, true) => EquityClass.Kept,
            (false, true) => EquityClass.Returned,
            (true, false) => EquityClass.Lost,
            _ => EquityClass.Dormant,
        };
    }

    private static List<string?> NamesOf(GroupKeys groups) => [.. Enumerable.Range(0, groups.Count).Select(groups.Name)];
}
