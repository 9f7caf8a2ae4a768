using System;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>The cumulated hazard at each age (Nelson 1972, Aalen 1978), with limits on its logarithm.</summary>
internal sealed class NelsonAalen
{
    public NelsonAalen(RiskSets sets)
    {
        var ages = sets.Age.Length;
        (Hazard, Variance, Low, High) = (new double[ages], new double[ages], new double[ages], new double[ages]);
        var (hazard, variance) = (0.0, 0.0);
        for (var i = 0; i < ages; i++)
        {
            double n = sets.AtRisk[i];
            double d = sets.Lost[i];
            if (d > 0)
            {
                hazard += d / n;
                variance += d / (n * n);
            }

            (Hazard[i], Variance[i]) = (hazard, variance);
            var factor = hazard > 0 ? Math.Exp(Confidence.Z * Math.Sqrt(variance) / hazard) : double.NaN;
            (Low[i], High[i]) = (hazard / factor, hazard * factor);
        }
    }

    public double[] Hazard { get; }

    public double[] Variance { get; }

    public double[] Low { get; }

    public double[] High { get; }
}
