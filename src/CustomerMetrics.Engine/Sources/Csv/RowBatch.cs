using System;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Parsed rows on their way from the thread that reads to the thread that numbers customers. Reused.</summary>
internal sealed class RowBatch
{
    public const int Capacity = 1 << 13;

    public RowBatch(bool hasCost, int groups)
    {
        Cost = hasCost ? new long[Capacity] : null;
        Groups = [.. Enumerable.Range(0, groups).Select(_ => new TextBatch())];
    }

    public int Count { get; set; }

    public bool IsFull => Count == Capacity;

    public TextBatch Customers { get; } = new();

    /// <summary>The number of each row among all that were read.</summary>
    public long[] Number { get; } = new long[Capacity];

    public int[] Day { get; } = new int[Capacity];

    public long[] Amount { get; } = new long[Capacity];

    public long[]? Cost { get; }

    public TextBatch[] Groups { get; }

    public uint[] Fingerprint { get; } = new uint[Capacity];

    public ImportProgress Progress { get; set; }

    public void Clear()
    {
        Count = 0;
        Customers.Clear();
        Array.ForEach(Groups, group => group.Clear());
    }
}
