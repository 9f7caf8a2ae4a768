using System;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The sum of the rows from columns.</summary>
internal static class RowTotalScan
{
    public static RowTotal Scan(RowColumns rows, int from, int asOf, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var booked = rows.BookedDay ?? rows.Day;
        long count = 0;
        Int128 sales = 0;
        Int128 refunds = 0;
        Int128 cost = 0;
        for (var row = 0; row < rows.Day.Length; row++)
        {
            if (rows.Day[row] >= asOf || booked[row] < from)
            {
                continue;
            }

            count++;
            var amount = rows.Amount[row];
            sales += Math.Max(amount, 0);
            refunds += Math.Min(amount, 0);
            cost += rows.Cost?[row] ?? 0;
        }

        return new(count, sales, refunds, cost);
    }
}
