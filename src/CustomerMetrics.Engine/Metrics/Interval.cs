using System;
using CustomerMetrics.Engine.Models.Numerics;
using MathNet.Numerics.Distributions;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>The 95% intervals of rates.</summary>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>The standard normal quantile of 97.5%.</summary>
    public const double Z = Confidence.Z;

    private const double Tail = 0.025;

    /// <summary>Wilson 1927: a share of a whole, sound for small counts and at 0 and 1.</summary>
    public static Interval Wilson(long successes, long trials) => WilsonOfShare((double)successes / trials, trials);

    /// <summary>The same for a share that is as certain as one of so many trials, which need not be a whole number.</summary>
    public static Interval WilsonOfShare(double p, double n)
    {
        var centre = p + (Z * Z / (2 * n));
        var spread = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        return new(p <= 0 ? 0 : (centre - spread) / scale, p >= 1 ? 1 : (centre + spread) / scale);
    }

    /// <summary>Garwood 1936: the exact interval of a Poisson count, per exposure.</summary>
    public static Interval Poisson(long count, double exposure) => new(
        count == 0 ? 0 : Gamma.InvCDF(count, 1, Tail) / exposure,
        Gamma.InvCDF(count + 1, 1, 1 - Tail) / exposure);

    /// <summary>The delta method for a ratio of two sums over the same n customers (Cochran 1977, on ratio estimates).</summary>
    /// <returns>Null with fewer than two customers.</returns>
    public static Interval? Ratio(double ratio, double denominator, long n, double numeratorSquares, double products, double denominatorSquares)
    {
        if (n < 2)
        {
            return null;
        }

        // Equal ratios leave a residue of rounding, which must not become negative.
        var residuals = Math.Max(0, numeratorSquares - (2 * ratio * products) + (ratio * ratio * denominatorSquares));
        var error = Math.Sqrt(residuals * n / (n - 1)) / denominator;
        return new(ratio - (Z * error), ratio + (Z * error));
    }
}
