using System;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>The share that is still there at each age (Kaplan and Meier 1958), with the variance of Greenwood 1926.</summary>
internal sealed class KaplanMeier
{
    public KaplanMeier(RiskSets sets)
    {
        Age = sets.Age;
        Survival = new double[Age.Length];
        RelativeVariance = new double[Age.Length];
        var (survival, variance) = (1.0, 0.0);
        for (var i = 0; i < Age.Length; i++)
        {
            double n = sets.AtRisk[i];
            double d = sets.Lost[i];
            if (d > 0)
            {
                survival *= (n - d) / n;
                variance += d / (n * (n - d));
            }

            (Survival[i], RelativeVariance[i]) = (survival, variance);
        }
    }

    public double[] Age { get; }

    /// <summary>From each age on.</summary>
    public double[] Survival { get; }

    /// <summary>The variance over the square of the survival; infinite where nobody is left.</summary>
    public double[] RelativeVariance { get; }

    /// <summary>The interval at each age; none where everybody is left or nobody, since no spread was seen.</summary>
    public ShareBand Band(SurvivalInterval kind)
    {
        var band = new ShareBand(Age.Length);
        for (var i = 0; i < Age.Length; i++)
        {
            band.Set(i, kind, Survival[i], Survival[i] * Math.Sqrt(RelativeVariance[i]));
        }

        return band;
    }
}
