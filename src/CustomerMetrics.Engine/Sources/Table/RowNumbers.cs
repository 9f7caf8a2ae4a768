using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// The numbers of rows in the order they were read. They count up by one except where rows were left out, so only these places are kept.
/// </summary>
internal sealed class RowNumbers
{
    private readonly List<(int Row, long Number)> jumps = [];
    private int count;
    private long expected = 1;
    private int taken;
    private int jump;
    private long next = 1;

    public void Add(long number)
    {
        if (number != expected)
        {
            jumps.Add((count, number));
        }

        expected = number + 1;
        count++;
    }

    /// <summary>The numbers of the next rows, in the order of <see cref="Add"/>. A number beyond the largest integer stays at it.</summary>
    public void Take(Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (jump < jumps.Count && jumps[jump].Row == taken)
            {
                next = jumps[jump++].Number;
            }

            numbers[i] = (int)Math.Min(next++, int.MaxValue);
            taken++;
        }
    }
}
