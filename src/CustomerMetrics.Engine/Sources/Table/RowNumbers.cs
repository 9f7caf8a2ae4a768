using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// The numbers of rows in the order they were read. They count up by one except where rows were left out, so only these places are kept.
/// </summary>
internal sealed class RowNumbers
{
    private readonly List<int> places = [];
    private readonly List<long> numbers = [];
    private int count;
    private long expected = 1;

    /// <summary>Takes the numbers of the next rows.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="rows">How many rows follow each other.</param>
    [MethodImpl(Hot.Path)]
    public void Add(long first, int rows = 1)
    {
        if (first != expected || count == 0)
        {
            places.Add(count);
            numbers.Add(first);
        }

        expected = first + rows;
        count += rows;
    }

    /// <summary>Puts numbers where the places of rows are.</summary>
    [MethodImpl(Hot.Path)]
    public void Replace(Span<int> rows)
    {
        if (places.Count == 1 && expected <= int.MaxValue)
        {
            var first = (int)numbers[0];
            foreach (ref var row in rows)
            {
                row += first;
            }

            return;
        }

        foreach (ref var row in rows)
        {
            row = this[row];
        }
    }

    /// <summary>The number of the row at a place in the order of <see cref="Add"/>. One beyond the largest integer stays at it.</summary>
    public int this[int place]
    {
        get
        {
            var found = places.Count == 1 ? 0 : places.BinarySearch(place);
            var jump = found < 0 ? ~found - 1 : found;
            return (int)Math.Min(numbers[jump] + (place - places[jump]), int.MaxValue);
        }
    }
}
