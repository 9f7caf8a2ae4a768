using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Models;

/// <summary>
/// What a purchase model knows of customers: repeat purchases x, the age t_x at the last of them and the age T now, in units of time.
/// Equal histories are one row with a weight. Times are places in <see cref="Times"/>: customers share their days, so that logarithms are taken once a day.
/// </summary>
internal sealed class PurchaseHistories
{
    private PurchaseHistories(double[] times, int[] repeats, int[] last, int[] age, long[] weights)
    {
        (Times, Repeats, Last, Age, Weights) = (times, repeats, last, age, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            Customers += weights[i];
            TotalRepeats += weights[i] * repeats[i];
            Repeaters += repeats[i] > 0 ? weights[i] : 0;
            TotalAge += weights[i] * times[age[i]];
            MostRepeats = Math.Max(MostRepeats, repeats[i]);
        }
    }

    private PurchaseHistories(double[] times, ((int Age, int Last, int Repeats)[] Keys, long[] Counts) rows)
        : this(times, Array.ConvertAll(rows.Keys, key => key.Repeats), Array.ConvertAll(rows.Keys, key => key.Last), Array.ConvertAll(rows.Keys, key => key.Age), rows.Counts)
    {
    }

    /// <summary>The distinct values of t_x and T, ascending.</summary>
    public double[] Times { get; }

    /// <summary>x of every history.</summary>
    public int[] Repeats { get; }

    /// <summary>The place of t_x of every history.</summary>
    public int[] Last { get; }

    /// <summary>The place of T of every history.</summary>
    public int[] Age { get; }

    /// <summary>How many customers have the history.</summary>
    public long[] Weights { get; }

    /// <summary>The number of distinct histories.</summary>
    public int Count => Weights.Length;

    public long Customers { get; }

    public long Repeaters { get; }

    public long TotalRepeats { get; }

    public double TotalAge { get; }

    public int MostRepeats { get; }

    /// <summary>One entry a customer, or a history when there are weights.</summary>
    public static PurchaseHistories From(ReadOnlySpan<int> repeats, ReadOnlySpan<double> last, ReadOnlySpan<double> age, ReadOnlySpan<long> weights = default)
    {
        if (last.Length != repeats.Length || age.Length != repeats.Length || (weights.Length != repeats.Length && !weights.IsEmpty))
        {
            throw new ArgumentException("The columns of the histories differ in length.", nameof(repeats));
        }

        var (times, places) = DistinctTimes(last, age);
        var keys = new (int Age, int Last, int Repeats)[repeats.Length];
        var counts = new long[repeats.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (repeats[i] < 0 || !(last[i] >= 0 && last[i] <= age[i] && age[i] < double.PositiveInfinity) || (repeats[i] == 0 && last[i] > 0))
            {
                throw new ArgumentException(FormattableString.Invariant($"No customer has the history x = {repeats[i]}, t_x = {last[i]}, T = {age[i]}."), nameof(repeats));
            }

            keys[i] = (places[age[i]], places[last[i]], repeats[i]);
            counts[i] = weights.IsEmpty ? 1 : weights[i];
        }

        Array.Sort(keys, counts);
        return new PurchaseHistories(times, Merge(keys, counts));
    }

    /// <summary>About so many of the customers, evenly spread over the histories.</summary>
    public PurchaseHistories Thin(long customers)
    {
        var keys = new List<(int, int, int)>();
        var counts = new List<long>();
        var (seen, taken) = (0L, 0L);
        for (var i = 0; i < Count; i++)
        {
            seen += Weights[i];
            var count = (long)((Int128)seen * customers / Customers) - taken;
            if (count > 0)
            {
                keys.Add((Age[i], Last[i], Repeats[i]));
                counts.Add(count);
                taken += count;
            }
        }

        return new PurchaseHistories(Times, ([.. keys], [.. counts]));
    }

    private static (double[] Times, Dictionary<double, int> Places) DistinctTimes(ReadOnlySpan<double> last, ReadOnlySpan<double> age)
    {
        var places = new Dictionary<double, int>();
        for (var i = 0; i < age.Length; i++)
        {
            places.TryAdd(last[i], 0);
            places.TryAdd(age[i], 0);
        }

        double[] times = [.. places.Keys];
        Array.Sort(times);
        for (var i = 0; i < times.Length; i++)
        {
            places[times[i]] = i;
        }

        return (times, places);
    }

    private static ((int, int, int)[] Keys, long[] Counts) Merge((int, int, int)[] sorted, long[] counts)
    {
        var n = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            if (n > 0 && sorted[n - 1] == sorted[i])
            {
                counts[n - 1] += counts[i];
                continue;
            }

            (sorted[n], counts[n]) = (sorted[i], counts[i]);
            n++;
        }

        return (sorted[..n], counts[..n]);
    }
}
