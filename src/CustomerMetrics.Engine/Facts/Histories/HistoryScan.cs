using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>The history fact from columns: ranges of customers are scanned side by side, then equal histories are put together.</summary>
internal static class HistoryScan
{
    // Three numbers of days in one key, which sorts faster than a triple.
    private const int Bits = 21;
    private const int Mask = (1 << Bits) - 1;

    /// <param name="rows">All rows.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="firstBefore">Only customers whose first purchase lies before this day.</param>
    /// <param name="salesOnly">Leave refunds out of the money.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static HistoryFact Scan(RowColumns rows, int asOf, int firstBefore, bool salesOnly, CancellationToken cancellationToken)
    {
        var parts = CustomerRanges.Scan(rows, 0, range => ScanRange(rows, range, asOf, firstBefore, salesOnly, cancellationToken), cancellationToken);
        return new(
            [.. SortedCounts.Merge(parts.Select(part => part.Keys)).Select(key => new PurchaseHistory((int)(key.Value & Mask), (int)(key.Value >> Bits) & Mask, (int)(key.Value >> (2 * Bits)), key.Count))],
            [.. SortedCounts.Merge(parts.Select(part => part.Spends)).Select(spend => new SpendHistory(spend.Value.Purchases, spend.Value.Money, spend.Count))],
            parts.Aggregate((Int128)0, (sum, part) => sum + part.Net),
            rows.Cost is null ? null : parts.Aggregate((Int128)0, (sum, part) => sum + part.Cost),
            parts.Min(part => part.Earliest));
    }

    private static Part ScanRange(RowColumns rows, CustomerRange range, int asOf, int firstBefore, bool salesOnly, CancellationToken cancellationToken)
    {
        var keys = new List<long>();
        var spends = new List<(int Purchases, Int128 Money)>();
        var earliest = asOf;
        Int128 net = 0;
        Int128 cost = 0;
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var (first, last, purchases, firstMoney, money, seen) = Read(rows, customer, asOf, salesOnly);
            if (purchases == 0 || first >= firstBefore)
            {
                continue;
            }

            earliest = Math.Min(earliest, first);
            net += firstMoney + money;
            foreach (var units in rows.Cost.AsSpan(rows.Cost is null ? 0 : rows.Start[customer], rows.Cost is null ? 0 : seen))
            {
                cost += units;
            }

            keys.Add(((long)(asOf - 1 - first) << (2 * Bits)) | ((long)(last - first) << Bits) | (long)(purchases - 1));
            if (purchases > 1)
            {
                spends.Add((purchases - 1, money));
            }
        }

        return new(SortedCounts.Of(keys), SortedCounts.Of(spends), net, cost, earliest);
    }

    private static (int First, int Last, int Purchases, Int128 FirstMoney, Int128 Money, int Rows) Read(RowColumns rows, int customer, int asOf, bool salesOnly)
    {
        var days = new CustomerDays(rows, customer, asOf);
        int first = -1, last = -1, purchases = 0;
        Int128 firstMoney = 0;
        Int128 money = 0;
        while (days.MoveNext())
        {
            var ofDay = salesOnly ? days.Sales : days.Sales + days.Refunds;
            firstMoney += purchases == 0 ? ofDay : 0;
            money += purchases == 0 ? 0 : ofDay;
            if (days.IsActivity)
            {
                first = purchases == 0 ? days.Day : first;
                last = days.Day;
                purchases++;
            }
        }

        return (first, last, purchases, firstMoney, money, days.Rows);
    }

    /// <summary>What the customers of a range make of it.</summary>
    private sealed record Part(List<Counted<long>> Keys, List<Counted<(int Purchases, Int128 Money)>> Spends, Int128 Net, Int128 Cost, int Earliest);
}
