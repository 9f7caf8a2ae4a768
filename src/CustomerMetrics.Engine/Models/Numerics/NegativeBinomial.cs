using System;
using MathNet.Numerics;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>Counts of a Poisson process whose rate is Gamma(shape, scale), over a time that is ratio times the scale.</summary>
internal static class NegativeBinomial
{
    /// <summary>G(shape+n)/(G(shape) n!) (1+ratio)^-shape (ratio/(1+ratio))^n.</summary>
    public static double Probability(int n, double shape, double ratio)
    {
        if (ratio == 0)
        {
            return n == 0 ? 1 : 0;
        }

        var choices = n == 0 ? 0 : SpecialFunctions.GammaLn(shape + n) - SpecialFunctions.GammaLn(shape) - SpecialFunctions.GammaLn(n + 1.0);
        return Math.Exp(choices - (shape * NearOne.Log1p(ratio)) - (n * NearOne.Log1p(1 / ratio)));
    }

    /// <summary>The chance of at least n: summed on the side of the mean where nothing cancels.</summary>
    public static double AtLeast(int n, double shape, double ratio)
    {
        if (n == 0)
        {
            return 1;
        }

        var z = ratio / (1 + ratio);
        var sum = 0.0;
        if (n <= shape * ratio)
        {
            var term = Probability(n - 1, shape, ratio);
            for (var k = n - 1; k >= 0 && term > 1e-18 * sum; k--)
            {
                sum += term;
                term *= k / ((shape + k - 1) * z);
            }

            return Math.Max(0, 1 - sum);
        }

        var next = Probability(n, shape, ratio);
        for (var k = n; next > 1e-17 * (1 - z) * sum; k++)
        {
            sum += next;
            next *= (shape + k) / (k + 1) * z;
        }

        return sum;
    }
}
