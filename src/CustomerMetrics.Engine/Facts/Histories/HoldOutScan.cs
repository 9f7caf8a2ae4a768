using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>The hold-out fact from columns.</summary>
internal static class HoldOutScan
{
    /// <param name="rows">All rows.</param>
    /// <param name="from">The first day of the hold-out.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static HoldOutFact Scan(RowColumns rows, int from, int asOf, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(int Age, int Last, int Repeats, int Later), long>();
        var repeats = new long[asOf];
        var earliest = asOf;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var days = new CustomerDays(rows, customer, asOf);
            int first = -1, last = -1, before = 0, later = 0;
            while (days.MoveNext())
            {
                if (!days.IsActivity || (first < 0 && days.Day >= from))
                {
                    continue;
                }

                repeats[days.Day] += first < 0 ? 0 : 1;
                first = first < 0 ? days.Day : first;
                last = days.Day < from ? days.Day : last;
                before += days.Day < from ? 1 : 0;
                later += days.Day < from ? 0 : 1;
            }

            if (first >= 0)
            {
                earliest = first < earliest ? first : earliest;
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (from - 1 - first, last - first, before - 1, later), out _)++;
            }
        }

        var histories = counts.OrderBy(count => count.Key).Select(count => new HoldOutHistory(new(count.Key.Repeats, count.Key.Last, count.Key.Age, count.Value), count.Key.Later));
        return new([.. histories], earliest, repeats[earliest..]);
    }
}
