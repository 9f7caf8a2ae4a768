using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts;

/// <summary>Customers one after another, about as many rows in each range; where the cuts lie depends on the rows alone, never on the machine.</summary>
internal static class CustomerRanges
{
    // Fewer rows are read before another thread has started.
    private const int FewestRows = 50_000;

    // More ranges than cores, so that none waits long for the last one; few enough that their books are soon merged.
    private const int Most = 16;

    /// <summary>What a scan finds in each range, in their order; ranges are scanned on all cores.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="size">How much the book of a range holds: one of more than its rows costs more to merge than it saves.</param>
    /// <param name="scan">Scans one range with a book of its own.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static T[] Scan<T>(RowColumns rows, long size, Func<CustomerRange, T> scan, CancellationToken cancellationToken)
    {
        var ranges = Cut(rows, size);
        var found = new T[ranges.Count];
        if (ranges.Count == 1)
        {
            found[0] = scan(ranges[0]);
            return found;
        }

        try
        {
            Parallel.For(0, ranges.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => found[i] = scan(ranges[i]));
        }
        catch (AggregateException failures)
        {
            // As the one thread of a small table throws it.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return found;
    }

    /// <summary>All customers, for who reads them in turn.</summary>
    public static CustomerRange All(RowColumns rows) => new(0, rows.Customers);

    private static List<CustomerRange> Cut(RowColumns rows, long size)
    {
        var count = (int)Math.Clamp(rows.Day.Length / Math.Max(size, FewestRows), 1, Most);
        var ranges = new List<CustomerRange>();
        var from = 0;
        for (var i = 1; i <= count; i++)
        {
            var to = i == count ? rows.Customers : Math.Max(from, CustomerAt(rows, (int)((long)rows.Day.Length * i / count)));
            ranges.Add(new(from, to));
            from = to;
        }

        return ranges;
    }

    private static int CustomerAt(RowColumns rows, int row)
    {
        var found = Array.BinarySearch(rows.Start, row);
        return Math.Min(found < 0 ? ~found : found, rows.Customers);
    }
}

/// <summary>The customers from one up to another.</summary>
internal readonly record struct CustomerRange(int From, int To);
