using System;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>The mean age at loss where nobody is followed beyond a horizon: the area under the survival curve up to it.</summary>
internal readonly record struct RestrictedMean(double Mean, double Error)
{
    /// <returns>Null when the horizon lies beyond the last age, and somebody was left there.</returns>
    public static RestrictedMean? Of(RiskSets sets, KaplanMeier curve, double horizon)
    {
        var ages = sets.Age;
        if (ages.Length == 0 || (horizon > ages[^1] && curve.Survival[^1] > 0))
        {
            return null;
        }

        // From the end, since each loss counts with the area that comes after it.
        var (area, variance, to) = (0.0, 0.0, horizon);
        for (var i = ages.Length - 1; i >= 0; i--)
        {
            if (ages[i] > horizon)
            {
                continue;
            }

            area += curve.Survival[i] * (to - ages[i]);
            to = ages[i];
            double n = sets.AtRisk[i];
            double d = sets.Lost[i];
            variance += d > 0 && n > d ? area * area * d / (n * (n - d)) : 0;
        }

        return new(area + to, Math.Sqrt(variance));
    }

    public (double Low, double High) Within(double horizon) => (Math.Max(0, Mean - (Confidence.Z * Error)), Math.Min(horizon, Mean + (Confidence.Z * Error)));
}
