using System;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>The chance never to buy again over the logarithm of the ratio, for one number of purchases and any number of ages.</summary>
internal readonly struct NeverAgainCurve
{
    private readonly double[] points;
    private readonly NeverAgain[] values;

    public NeverAgainCurve(double n, double s, double lowLogRatio, double highLogRatio)
    {
        points = Chebyshev.Points(lowLogRatio, highLogRatio);
        values = Array.ConvertAll(points, logRatio => NeverAgain.Of(n, s, Math.Exp(logRatio)));
    }

    public NeverAgain At(double logRatio)
    {
        Span<double> shares = stackalloc double[points.Length];
        Chebyshev.Shares(points, logRatio, shares);
        var (chance, byN, byS, byLogRatio) = (0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < values.Length; k++)
        {
            ref readonly var value = ref values[k];
            chance += shares[k] * value.Chance;
            byN += shares[k] * value.ByN;
            byS += shares[k] * value.ByS;
            byLogRatio += shares[k] * value.ByLogRatio;
        }

        return new(chance, byN, byS, byLogRatio);
    }
}
