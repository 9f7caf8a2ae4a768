using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Models;

/// <summary>What a spend model knows of customers: x repeat purchases and their mean money m above 0, one row a customer or a weight for equal ones.</summary>
internal sealed class SpendHistories
{
    private SpendHistories(int[] repeats, double[] means, long[] weights, long excluded)
    {
        (Repeats, Means, Weights, Excluded) = (repeats, means, weights, excluded);
        for (var i = 0; i < weights.Length; i++)
        {
            Customers += weights[i];
            TotalMeans += weights[i] * means[i];
        }
    }

    public int[] Repeats { get; }

    public double[] Means { get; }

    public long[] Weights { get; }

    public int Count => Weights.Length;

    public long Customers { get; }

    /// <summary>The sum of the means.</summary>
    public double TotalMeans { get; }

    /// <summary>Customers with repeat purchases and no money above 0 for them, of whom the model can say nothing.</summary>
    public long Excluded { get; }

    /// <summary>Customers without a repeat purchase are left out; so are, and counted, those whose repeat purchases brought nothing.</summary>
    public static SpendHistories From(ReadOnlySpan<int> repeats, ReadOnlySpan<double> means, ReadOnlySpan<long> weights = default)
    {
        if (means.Length != repeats.Length || (weights.Length != repeats.Length && !weights.IsEmpty))
        {
            throw new ArgumentException("The columns of the histories differ in length.", nameof(repeats));
        }

        var (x, m, w) = (new List<int>(repeats.Length), new List<double>(repeats.Length), new List<long>(repeats.Length));
        var excluded = 0L;
        for (var i = 0; i < repeats.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (repeats[i] <= 0 || weight == 0)
            {
                continue;
            }

            if (means[i] is not (> 0 and < double.PositiveInfinity))
            {
                excluded += weight;
                continue;
            }

            x.Add(repeats[i]);
            m.Add(means[i]);
            w.Add(weight);
        }

        return new SpendHistories([.. x], [.. m], [.. w], excluded);
    }
}
