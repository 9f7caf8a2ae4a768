using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>The cuts between the scores of one measure. A value is scored by how many cuts are not above it.</summary>
internal static class BinCuts
{
    /// <summary>
    /// A value has as many cuts below it as the share of values worse than it allows, so that equal values have equal scores. The cuts are the least values of
    /// each score; a score that nobody has, since too many share the best value, begins behind it.
    /// </summary>
    /// <param name="sorted">The values, ascending.</param>
    /// <param name="bins">The number of scores.</param>
    /// <param name="step">How far behind the last value a score begins that nobody has.</param>
    public static Int128[] OfRank(Int128[] sorted, int bins, Int128 step)
    {
        var cuts = new Int128[bins - 1];
        for (var k = 1; k < bins; k++)
        {
            // So many must be worse at least.
            var worse = (int)((((long)sorted.Length * k) + bins - 1) / bins);
            var at = worse < sorted.Length && sorted[worse - 1] == sorted[worse] ? After(sorted, worse) : worse;
            cuts[k - 1] = at < sorted.Length ? sorted[at] : sorted[^1] + step;
        }

        return cuts;
    }

    /// <summary>The quantiles of type 7 (Hyndman and Fan 1996), and one unit of the measure more, as the R package rfm cuts.</summary>
    /// <param name="sorted">The values, ascending.</param>
    /// <param name="bins">The number of scores.</param>
    /// <param name="unitsPerOne">The units of one.</param>
    public static decimal[] OfQuantiles(Int128[] sorted, int bins, long unitsPerOne) => [.. Enumerable.Range(1, bins - 1).Select(k =>
    {
        var (below, rest) = Math.DivRem((long)(sorted.Length - 1) * k, bins);
        var value = (decimal)sorted[below];
        return ((rest == 0 ? value : value + (((decimal)sorted[below + 1] - value) * rest / bins)) / unitsPerOne) + 1;
    })];

    /// <summary>The least whole units that are not below each cut.</summary>
    public static Int128[] ToUnits(IEnumerable<decimal> cuts, long unitsPerOne) => [.. cuts.Select(cut => (Int128)decimal.Ceiling(cut * unitsPerOne))];

    /// <summary>The score of each value, from 1 for what is below all cuts.</summary>
    [MethodImpl(Hot.Path)]
    public static byte[] Scores(ReadOnlySpan<Int128> values, Int128[] cuts)
    {
        var scores = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            scores[i] = (byte)(Below(cuts, values[i]) + 1);
        }

        return scores;
    }

    /// <summary>How many cuts are not above a value.</summary>
    [MethodImpl(Hot.Path)]
    public static int Below(Int128[] cuts, Int128 value)
    {
        var count = 0;
        while (count < cuts.Length && cuts[count] <= value)
        {
            count++;
        }

        return count;
    }

    /// <summary>A sorted copy.</summary>
    [MethodImpl(Hot.Path)]
    public static Int128[] Sort(ReadOnlySpan<Int128> values)
    {
        if (values.Length == 0)
        {
            return [];
        }

        var (least, most) = (values[0], values[0]);
        foreach (var value in values)
        {
            least = Int128.Min(least, value);
            most = Int128.Max(most, value);
        }

        var range = most - least;
        return range <= uint.MaxValue ? Sort<uint>(values, least) : range <= ulong.MaxValue ? Sort<ulong>(values, least) : Sort<UInt128>(values, least);
    }

    [MethodImpl(Hot.Path)]
    private static Int128[] Sort<T>(ReadOnlySpan<Int128> values, Int128 least)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        var above = new T[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            above[i] = T.CreateTruncating(values[i] - least);
        }

        RadixSort.Sort<T>(above);
        var sorted = new Int128[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            sorted[i] = least + Int128.CreateTruncating(above[i]);
        }

        return sorted;
    }

    // The place of the first value that is larger than the one at a place.
    private static int After(Int128[] sorted, int place)
    {
        var (low, high) = (place + 1, sorted.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = sorted[middle] > sorted[place] ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
