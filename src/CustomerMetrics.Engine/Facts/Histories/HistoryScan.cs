using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>The history fact from columns: one pass over the customers, then equal histories are put together.</summary>
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
        var keys = new List<long>();
        var spends = new Dictionary<(int, Int128), long>();
        var earliest = asOf;
        Int128 net = 0;
        Int128 cost = 0;
        for (var customer = 0; customer < rows.Customers; customer++)
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
                CollectionsMarshal.GetValueRefOrAddDefault(spends, (purchases - 1, money), out _)++;
            }
        }

        return new(Merge(keys), [.. spends.OrderBy(spend => spend.Key).Select(spend => new SpendHistory(spend.Key.Item1, spend.Key.Item2, spend.Value))], net, rows.Cost is null ? null : cost, earliest);
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

    private static List<PurchaseHistory> Merge(List<long> keys)
    {
        keys.Sort();
        var merged = new List<PurchaseHistory>();
        for (var i = 0; i < keys.Count;)
        {
            var from = i;
            while (i < keys.Count && keys[i] == keys[from])
            {
                i++;
            }

            merged.Add(new((int)(keys[from] & Mask), (int)(keys[from] >> Bits) & Mask, (int)(keys[from] >> (2 * Bits)), i - from));
        }

        return merged;
    }
}
