using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>A value and how often it occurs.</summary>
internal readonly record struct Counted<T>(T Value, int Count);

/// <summary>Distinct values in their order with their counts, from parts that were sorted side by side.</summary>
internal static class SortedCounts
{
    [MethodImpl(Hot.Path)]
    public static List<Counted<T>> Of<T>(List<T> values)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        RadixSort.Sort(CollectionsMarshal.AsSpan(values));
        var counted = new List<Counted<T>>();
        for (var i = 0; i < values.Count;)
        {
            var from = i;
            while (i < values.Count && values[i] == values[from])
            {
                i++;
            }

            counted.Add(new(values[from], i - from));
        }

        return counted;
    }

    /// <summary>Two by two, so that each value is moved as few times as parts can be halved.</summary>
    public static List<Counted<T>> Merge<T>(IEnumerable<List<Counted<T>>> parts)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        var left = parts.ToList();
        while (left.Count > 1)
        {
            left = [.. left.Chunk(2).AsParallel().AsOrdered().Select(pair => pair is [var one, var other] ? Merge(one, other) : pair[0])];
        }

        return left[0];
    }

    [MethodImpl(Hot.Path)]
    private static List<Counted<T>> Merge<T>(List<Counted<T>> one, List<Counted<T>> other)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        var merged = new List<Counted<T>>(one.Count + other.Count);
        int i = 0, j = 0;
        while (i < one.Count || j < other.Count)
        {
            var order = i == one.Count ? 1 : j == other.Count ? -1 : one[i].Value.CompareTo(other[j].Value);
            merged.Add(order < 0 ? one[i++] : order > 0 ? other[j++] : new(one[i].Value, one[i++].Count + other[j++].Count));
        }

        return merged;
    }
}
