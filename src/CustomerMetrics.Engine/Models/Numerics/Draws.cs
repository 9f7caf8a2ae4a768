using System;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>Random numbers of the distributions that the models mix, guarded where a rate is too small or too large to be told.</summary>
internal static class Draws
{
    private const double MostPurchases = 1e9;

    public static double Gamma(Random random, double shape, double rate) => MathNet.Numerics.Distributions.Gamma.Sample(random, shape, rate);

    public static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    public static long Poisson(Random random, double mean) => mean > 0 ? MathNet.Numerics.Distributions.Poisson.Sample(random, Math.Min(mean, MostPurchases)) : 0;

    /// <summary>ln(1 - p) of a chance p that is Beta(a, b).</summary>
    public static double LogKept(Random random, double a, double b) => -NearOne.Log1p(Gamma(random, a, 1) / Gamma(random, b, 1));

    /// <summary>The number of the trial, from 1, that ends a row of trials each of which goes on with a chance of this logarithm.</summary>
    public static long Geometric(Random random, double logKept)
    {
        var trial = Math.Ceiling(Exponential(random) / -logKept);
        return trial < long.MaxValue ? Math.Max(1, (long)trial) : long.MaxValue;
    }
}
