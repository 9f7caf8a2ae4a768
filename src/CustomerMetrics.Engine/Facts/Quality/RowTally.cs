using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>Rows that have something in common: how many, their money, the first few numbers.</summary>
internal sealed class RowTally
{
    private readonly FirstNumbers examples = new();

    public RowTally()
    {
    }

    /// <summary>Rows that a database has counted, which have no numbers.</summary>
    public RowTally(long count, Int128 amount, long lowest, long highest) => (Count, Amount, Lowest, Highest) = (count, amount, lowest, highest);

    public long Count { get; private set; }

    public Int128 Amount { get; private set; }

    /// <summary>The smallest and the largest amount, once there is a row.</summary>
    public long Lowest { get; private set; } = long.MaxValue;

    public long Highest { get; private set; } = long.MinValue;

    public IReadOnlyList<int> Examples => examples.ToList();

    public void Add(int number, long amount)
    {
        Count++;
        Amount += amount;
        Lowest = Math.Min(Lowest, amount);
        Highest = Math.Max(Highest, amount);
        examples.Add(number);
    }
}
