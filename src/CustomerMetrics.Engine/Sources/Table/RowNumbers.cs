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

    [MethodImpl(Hot.Path)]
    public void Add(long number)
    {
        if (number != expected || count == 0)
        {
            places.Add(count);
            numbers.Add(number);
        }

        expected = number + 1;
        count++;
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
