using System;
using System.Collections.Generic;
using System.Linq;

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

    /// <summary>How many cuts are not above a value.</summary>
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
    public static Int128[] Sort(Int128[] values)
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

        // Days and purchases have few different values: counting them takes a pass.
        if (most - least < values.Length)
        {
            return Count(values, least, (int)(most - least) + 1);
        }

        // Numbers of 64 bits sort several times as fast.
        if (least >= long.MinValue && most <= long.MaxValue)
        {
            var narrow = Array.ConvertAll(values, value => (long)value);
            Array.Sort(narrow);
            return Array.ConvertAll(narrow, value => (Int128)value);
        }

        Int128[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    private static Int128[] Count(Int128[] values, Int128 least, int different)
    {
        var counts = new int[different];
        foreach (var value in values)
        {
            counts[(int)(value - least)]++;
        }

        var sorted = new Int128[values.Length];
        var at = 0;
        for (var i = 0; i < different; i++)
        {
            sorted.AsSpan(at, counts[i]).Fill(least + i);
            at += counts[i];
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
