using System;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>
/// The chance that a customer of a Pareto/NBD process, alive now, never buys again: E[mu/(lambda+mu)] with lambda ~ Gamma(n, c), mu ~ Gamma(s, d), by n, s and the ratio d/c.
/// It is the whole of the model's special function. With F(b, c, z) = 2F1(1, b; c; z), and so that its argument is never negative,
/// it is s/(n+s) F(n, n+s+1, 1-ratio) where ratio is at most 1, and s/(n+s)/ratio F(s+1, n+s+1, 1-1/ratio) above (Fader and Hardie 2005, after Euler's and Pfaff's transformations).
/// </summary>
/// <param name="Chance">The chance itself.</param>
/// <param name="ByN">Its derivative by n.</param>
/// <param name="ByS">Its derivative by s.</param>
/// <param name="ByLogRatio">Its derivative by the logarithm of the ratio.</param>
internal readonly record struct NeverAgain(double Chance, double ByN, double ByS, double ByLogRatio)
{
    // Above it the series takes longer than the quadrature.
    private const double LargestArgument = 0.95;
    private const double Tolerance = 1e-17;

    public static double ChanceOf(double n, double s, double ratio)
    {
        var z = ratio <= 1 ? 1 - ratio : 1 - (1 / ratio);
        if (z > LargestArgument)
        {
            return ByQuadrature(n, s, ratio).Chance;
        }

        var b = ratio <= 1 ? n : s + 1;
        var c = n + s + 1;
        var (term, sum) = (1.0, 1.0);
        for (var k = 0; term > Tolerance * sum; k++)
        {
            term *= (b + k) / (c + k) * z;
            sum += term;
        }

        return s / (n + s) * sum / Math.Max(1, ratio);
    }

    /// <summary>The chance and its derivatives.</summary>
    public static NeverAgain Of(double n, double s, double ratio)
    {
        var z = ratio <= 1 ? 1 - ratio : 1 - (1 / ratio);
        if (z > LargestArgument)
        {
            return ByQuadrature(n, s, ratio);
        }

        var front = s / (n + s) / Math.Max(1, ratio);
        var (f, fb, fc, fz) = Series(ratio <= 1 ? n : s + 1, n + s + 1, z);
        var chance = front * f;
        var byN = (front * fc) - (chance / (n + s));
        var byS = (front * fc) + (chance * n / (s * (n + s)));
        return ratio <= 1
            ? new(chance, byN + (front * fb), byS, -front * fz * ratio)
            : new(chance, byN, byS + (front * fb), (front * fz / ratio) - chance);
    }

    /// <summary>As s times the integral of e^y (1+e^y)^-(s+1) (1+ratio e^y)^-n over all y: sound for every ratio.</summary>
    public static NeverAgain ByQuadrature(double n, double s, double ratio)
    {
        var logRatio = Math.Log(ratio);
        var (bendS, bendN) = (-Math.Log(1 + s), -logRatio - Math.Log(Math.Max(1, n)));
        var rule = new LogConcaveRule(Math.Min(bendS, bendN), Math.Max(bendS, bendN), 1, 1, n + s);
        var (sum, byN, byS, byLogRatio) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < rule.Count; i++)
        {
            var (y, weight) = rule[i];
            var (logS, logN) = (Softplus(y), Softplus(y + logRatio));
            weight *= Math.Exp(y - ((s + 1) * logS) - (n * logN));
            sum += weight;
            byN -= weight * logN;
            byS -= weight * logS;
            byLogRatio -= weight * n / (1 + Math.Exp(-y - logRatio));
        }

        return new(s * sum, s * byN, sum + (s * byS), s * byLogRatio);
    }

    private static double Softplus(double y) => y > 40 ? y : NearOne.Log1p(Math.Exp(y));

    /// <summary>2F1(1, b; c; z) and its derivatives by b, c and z, all sums of terms of one sign.</summary>
    private static (double F, double ByB, double ByC, double ByZ) Series(double b, double c, double z)
    {
        var (term, sum) = (1.0, 1.0);
        var (logB, logC) = (0.0, 0.0);
        var (byB, byC, byZ) = (0.0, 0.0, 0.0);
        for (var k = 0; term > Tolerance * sum; k++)
        {
            var (rb, rc) = (1 / (b + k), 1 / (c + k));
            byZ += (k + 1) * term * (b + k) * rc;
            term *= (b + k) * rc * z;
            logB += rb;
            logC -= rc;
            sum += term;
            byB += term * logB;
            byC += term * logC;
        }

        return (sum, byB, byC, byZ);
    }
}
