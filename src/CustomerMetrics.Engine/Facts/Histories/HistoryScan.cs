using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>The history fact from columns: ranges of customers are scanned side by side, then equal histories are put together.</summary>
internal static class HistoryScan
{
    // Three numbers of days in one key, which sorts faster than a triple.
    private const int Bits = 21;
    private const int Mask = (1 << Bits) - 1;

    // So with purchases and money, which half of the lower bits makes positive: fewer than 2^31 rows of 64 bits never reach it.
    private const int MoneyBits = 96;
    private static readonly UInt128 HalfMoney = UInt128.One << (MoneyBits - 1);

    /// <param name="rows">All rows.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="firstBefore">Only customers whose first purchase lies before this day.</param>
    /// <param name="salesOnly">Leave refunds out of the money.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static HistoryFact Scan(RowColumns rows, int asOf, int firstBefore, bool salesOnly, CancellationToken cancellationToken)
    {
        var parts = CustomerRanges.Scan(rows, 0, range => ScanRange(rows, range, asOf, firstBefore, salesOnly, cancellationToken), cancellationToken);
        return new(
            SortedCounts.Merge(parts.Select(part => part.Keys)).ConvertAll(key => new PurchaseHistory((int)(key.Value & Mask), (int)(key.Value >> Bits) & Mask, (int)(key.Value >> (2 * Bits)), key.Count)),
            SortedCounts.Merge(parts.Select(part => part.Spends)).ConvertAll(spend => new SpendHistory((int)(spend.Value >> MoneyBits), (Int128)(spend.Value & (UInt128.MaxValue >> (128 - MoneyBits))) - (Int128)HalfMoney, spend.Count)),
            parts.Aggregate((Int128)0, (sum, part) => sum + part.Net),
            rows.Cost is null ? null : parts.Aggregate((Int128)0, (sum, part) => sum + part.Cost),
            parts.Min(part => part.Earliest));
    }

    [MethodImpl(Hot.Path)]
    private static Part ScanRange(RowColumns rows, CustomerRange range, int asOf, int firstBefore, bool salesOnly, CancellationToken cancellationToken)
    {
        var keys = new List<ulong>();
        var spends = new List<UInt128>();
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

            keys.Add(((ulong)(asOf - 1 - first) << (2 * Bits)) + ((ulong)(last - first) << Bits) + (ulong)(purchases - 1));
            if (purchases > 1)
            {
                spends.Add(((UInt128)(purchases - 1) << MoneyBits) + HalfMoney + (UInt128)money);
            }
        }

        return new(SortedCounts.Of(keys), SortedCounts.Of(spends), net, cost, earliest);
    }

    [MethodImpl(Hot.Path)]
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
    private sealed record Part(List<Counted<ulong>> Keys, List<Counted<UInt128>> Spends, Int128 Net, Int128 Cost, int Earliest);
}
