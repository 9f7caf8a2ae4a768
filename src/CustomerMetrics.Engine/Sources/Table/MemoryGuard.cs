using System;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Refuses an import that will not fit in memory while there is still room to say so.</summary>
/// <param name="shape">What a row has besides customer, day and amount.</param>
/// <param name="room">The bytes that the import may take.</param>
internal sealed class MemoryGuard(RowShape shape, long room)
{
    // At the worst moment, when a column lies sorted and unsorted.
    private const int BytesOfRow = 32;
    private const int BytesOfName = 100;

    // The first rows of a file may be shorter than the others.
    private const long BytesThatTell = 16 << 20;

    // On a machine that is full already, the system makes place for a small table.
    private const long LeastRoom = 64 << 20;

    private readonly int bytesOfRow = BytesOfRow
        + (shape.Groups * sizeof(int))
        + (shape.HasCost ? sizeof(long) : 0)
        + (shape.HasCurrency ? sizeof(int) + sizeof(long) : 0)
        + (shape.HasReference ? sizeof(int) : 0)
        + (shape.HasEnd ? sizeof(int) : 0);

    /// <summary>A guard of what this process may take now.</summary>
    public static MemoryGuard Of(RowShape shape) => new(shape, Math.Max(Room(), LeastRoom));

    /// <param name="bytesRead">Bytes of the input that are read, packed ones where it is packed; zero for rows of objects.</param>
    /// <param name="bytesTotal">Bytes of the input in all, as far as known.</param>
    /// <param name="rows">Rows read.</param>
    /// <param name="names">Distinct customers so far.</param>
    public void Check(long bytesRead, long bytesTotal, long rows, long names)
    {
        var isForeseen = bytesRead >= BytesThatTell && bytesTotal > bytesRead;
        var expected = isForeseen ? (double)rows / bytesRead * bytesTotal : rows;
        var needed = (expected * bytesOfRow) + ((double)names * BytesOfName);
        if (needed > room)
        {
            throw Failure(Errors.Invariant($"The table needs {Megabytes(needed):#,0} MB of memory for {(isForeseen ? "some " : "")}{expected:#,0} rows{(isForeseen ? "" : " so far")}, and this process can have {Megabytes(room):#,0} MB more."), null);
        }
    }

    /// <summary>What an import says for a system that has no more memory.</summary>
    public static CustomerMetricsException Failure(OutOfMemoryException e) => Failure("The system has no memory left for the table.", e);

    private static CustomerMetricsException Failure(string message, Exception? inner) => new(
        "MemoryTooSmall",
        FailureKind.LimitExceeded,
        message,
        "Name fewer group columns, read a shorter time at once, or put the data in a database and ask it with Connect-CustomerSource.",
        null,
        inner);

    private static double Megabytes(double bytes) => bytes / (1 << 20);

    // A limit of the heap concerns this process alone; that of a container or a machine what all processes there take.
    private static long Room()
    {
        // Before the first collection nothing is known.
        GC.Collect(0);
        var memory = GC.GetGCMemoryInfo();
        return HasHeapLimit()
            ? memory.TotalAvailableMemoryBytes - memory.TotalCommittedBytes
            : memory.HighMemoryLoadThresholdBytes - memory.MemoryLoadBytes;
    }

    private static bool HasHeapLimit() =>
        GC.GetConfigurationVariables().TryGetValue("GCHeapHardLimit", out var limit) && limit is > 0L;
}
