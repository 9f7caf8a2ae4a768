using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Rows that one thread has parsed, on their way to the table. Reused.</summary>
internal sealed class RowBatch
{
    public const int Capacity = 1 << 13;

    private const int MostText = 1 << 22;

    public RowBatch(RowShape shape, TableBuilder builder)
    {
        Customers = new(builder.Customers, emptyIsNone: false);
        Cost = shape.HasCost ? new long[Capacity] : null;
        Currency = shape.HasCurrency ? new int[Capacity] : null;
        Local = shape.HasCurrency ? new long[Capacity] : null;
        References = shape.HasReference ? new(builder.References, emptyIsNone: true) : null;
        FirstSeen = shape.HasFirstSeen ? new int[Capacity] : null;
        End = shape.HasEnd ? new int[Capacity] : null;
        Groups = Array.ConvertAll(builder.Groups, names => new NameBatch(names, emptyIsNone: false));
    }

    /// <summary>Rows that are kept.</summary>
    public int Count { get; set; }

    /// <summary>Rows that were read, those that are not kept and those rejected among them.</summary>
    public int RowsRead { get; set; }

    public long RefundsIgnored { get; set; }

    public Int128 AmountIgnored { get; set; }

    /// <summary>Rows converted by rates.</summary>
    public long ConvertedRows { get; set; }

    public List<RejectedRow> Rejected { get; } = [];

    /// <summary>What the dates say of the order of day and month, by the number of the row in this batch.</summary>
    public DateOrderTally DateOrders { get; private set; } = new();

    /// <summary>Full by rows, or by the text that they hold.</summary>
    public bool IsFull => Count >= Capacity || Customers.SizeOf(Count) >= MostText;

    public NameBatch Customers { get; }

    /// <summary>The number of each row among those that were read, from one on.</summary>
    public int[] Number { get; private set; } = new int[Capacity];

    public int[] Day { get; private set; } = new int[Capacity];

    public long[] Amount { get; private set; } = new long[Capacity];

    public long[]? Cost { get; private set; }

    public int[]? Currency { get; private set; }

    /// <summary>Amounts before they were converted.</summary>
    public long[]? Local { get; private set; }

    public NameBatch? References { get; }

    public int[]? FirstSeen { get; private set; }

    /// <summary>The first day after each term.</summary>
    public int[]? End { get; private set; }

    public NameBatch[] Groups { get; }

    public uint[] Fingerprint { get; private set; } = new uint[Capacity];

    /// <summary>Makes room for one more row.</summary>
    public void Reserve()
    {
        if (Count < Day.Length)
        {
            return;
        }

        Number = Larger(Number)!;
        Day = Larger(Day)!;
        Amount = Larger(Amount)!;
        Fingerprint = Larger(Fingerprint)!;
        Cost = Larger(Cost);
        Currency = Larger(Currency);
        Local = Larger(Local);
        FirstSeen = Larger(FirstSeen);
        End = Larger(End);
    }

    /// <summary>Looks up the names, as far as the table knows them.</summary>
    public void Find()
    {
        Customers.Find(Count);
        References?.Find(Count);
        foreach (var group in Groups)
        {
            group.Find(Count);
        }
    }

    public void Clear()
    {
        Count = 0;
        RowsRead = 0;
        RefundsIgnored = 0;
        AmountIgnored = 0;
        ConvertedRows = 0;
        Rejected.Clear();
        DateOrders = new();
    }

    private static T[]? Larger<T>(T[]? column)
    {
        if (column is not null)
        {
            Array.Resize(ref column, column.Length * 2);
        }

        return column;
    }
}

/// <param name="Line">Where the row stands, as its reader counts lines.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Amount">Its amount, if it could be read.</param>
/// <param name="Record">The row as it came; empty where nobody wants it.</param>
internal sealed record RejectedRow(long Line, RowProblem Problem, long? Amount, string Record);
