using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Sources.Table;

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
    public static T[] Scan<T>(RowColumns rows, long size, Func<CustomerRange, T> scan, CancellationToken cancellationToken) => Scan(rows.Start, size, scan, cancellationToken);

    /// <summary>The same for rows that are not yet all in order.</summary>
    /// <param name="start">Where the rows of each customer start, and after them the end of the last.</param>
    /// <param name="size">How much the book of a range holds.</param>
    /// <param name="scan">Scans one range with a book of its own.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static T[] Scan<T>(int[] start, long size, Func<CustomerRange, T> scan, CancellationToken cancellationToken)
    {
        var ranges = Cut(start, size);
        var found = new T[ranges.Count];
        if (ranges.Count == 1)
        {
            found[0] = scan(ranges[0]);
            return found;
        }

        try
        {
            // One by one: Parallel.For by itself hands out several at once, and one core ends long before the other.
            var next = -1;
            Parallel.For(0, Math.Min(Environment.ProcessorCount, ranges.Count), new ParallelOptions { CancellationToken = cancellationToken }, _ =>
            {
                for (var i = Interlocked.Increment(ref next); i < ranges.Count; i = Interlocked.Increment(ref next))
                {
                    found[i] = scan(ranges[i]);
                }
            });
        }
        catch (AggregateException failures)
        {
            // As the one thread of a small table throws it.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return found;
    }

    /// <summary>The same for work that finds nothing.</summary>
    public static void Run(int[] start, Action<CustomerRange> work, CancellationToken cancellationToken) => Scan(
        start,
        0,
        range =>
        {
            work(range);
            return true;
        },
        cancellationToken);

    /// <summary>All customers, for who reads them in turn.</summary>
    public static CustomerRange All(RowColumns rows) => new(0, rows.Customers);

    private static List<CustomerRange> Cut(int[] start, long size)
    {
        var customers = start.Length - 1;
        var count = (int)Math.Clamp(start[^1] / Math.Max(size, FewestRows), 1, Most);
        var ranges = new List<CustomerRange>();
        var from = 0;
        for (var i = 1; i <= count; i++)
        {
            var to = i == count ? customers : Math.Max(from, CustomerAt(start, (int)((long)start[^1] * i / count)));
            ranges.Add(new(from, to));
            from = to;
        }

        return ranges;
    }

    private static int CustomerAt(int[] start, int row)
    {
        var found = Array.BinarySearch(start, row);
        return Math.Min(found < 0 ? ~found : found, start.Length - 1);
    }
}

/// <summary>The customers from one up to another.</summary>
internal readonly record struct CustomerRange(int From, int To);
