using System;
using System.Linq;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Parsed rows on their way from the thread that reads to the thread that numbers customers. Reused.</summary>
internal sealed class RowBatch
{
    public const int Capacity = 1 << 13;

    private const int MostText = 1 << 22;

    public RowBatch(RowShape shape)
    {
        Cost = shape.HasCost ? new long[Capacity] : null;
        Currency = shape.HasCurrency ? new int[Capacity] : null;
        Local = shape.HasCurrency ? new long[Capacity] : null;
        References = shape.HasReference ? new() : null;
        FirstSeen = shape.HasFirstSeen ? new int[Capacity] : null;
        End = shape.HasEnd ? new int[Capacity] : null;
        Groups = [.. Enumerable.Range(0, shape.Groups).Select(_ => new TextBatch())];
    }

    public int Count { get; set; }

    /// <summary>Full by rows, or by the text that they hold: some long names would make batches of gigabytes.</summary>
    public bool IsFull => Count == Capacity || Size >= MostText;

    public TextBatch Customers { get; } = new();

    /// <summary>The number of each row among all that were read.</summary>
    public long[] Number { get; } = new long[Capacity];

    public int[] Day { get; } = new int[Capacity];

    public long[] Amount { get; } = new long[Capacity];

    public long[]? Cost { get; }

    public int[]? Currency { get; }

    /// <summary>Amounts before they were converted.</summary>
    public long[]? Local { get; }

    public TextBatch? References { get; }

    public int[]? FirstSeen { get; }

    /// <summary>The first day after each term.</summary>
    public int[]? End { get; }

    public TextBatch[] Groups { get; }

    public uint[] Fingerprint { get; } = new uint[Capacity];

    public ImportProgress Progress { get; set; }

    private long Size
    {
        get
        {
            long size = Customers.Size + (References?.Size ?? 0);
            foreach (var group in Groups)
            {
                size += group.Size;
            }

            return size;
        }
    }

    public void Clear()
    {
        Count = 0;
        Customers.Clear();
        References?.Clear();
        Array.ForEach(Groups, group => group.Clear());
    }
}
