using System;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Cuts the customers of a table into ranges of about as many rows each, for the cores to share. The cut does not depend on their number.</summary>
internal static class CustomerRanges
{
    private const int RowsOfRange = 1 << 16;

    /// <summary>Runs an action for each range, on all cores and in any order.</summary>
    /// <param name="start">Where the rows of each customer start, and after them the end of the last.</param>
    /// <param name="run">Takes the number of the range, its first customer and the one after its last.</param>
    /// <param name="cancellationToken">Heard between ranges.</param>
    public static void ForEach(int[] start, Action<int, int, int> run, CancellationToken cancellationToken)
    {
        var ranges = Count(start);
        if (ranges == 1)
        {
            run(0, 0, start.Length - 1);
            return;
        }

        Parallel.For(0, ranges, new ParallelOptions { CancellationToken = cancellationToken }, range => run(range, FirstOf(range, start), FirstOf(range + 1, start)));
    }

    public static int Count(int[] start) => Math.Max((int)(((long)start[^1] + RowsOfRange - 1) / RowsOfRange), 1);

    // The first customer whose rows start at or behind the place of the range; the last range ends with the last customer.
    private static int FirstOf(int range, int[] start)
    {
        var place = (long)range * RowsOfRange;
        if (place >= start[^1] && range > 0)
        {
            return start.Length - 1;
        }

        var found = Array.BinarySearch(start, 0, start.Length - 1, (int)place);
        if (found < 0)
        {
            return ~found;
        }

        while (found > 0 && start[found - 1] == place)
        {
            found--;
        }

        return found;
    }
}
