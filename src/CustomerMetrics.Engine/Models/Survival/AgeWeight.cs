using System;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>What each age with a loss counts in a test, told from the youngest on.</summary>
internal sealed class AgeWeight(SurvivalTestKind kind, double p, double q)
{
    private double survival = 1;

    public double Next(long atRisk, long lost)
    {
        double n = atRisk;
        switch (kind)
        {
            case SurvivalTestKind.Wilcoxon:
                return n;
            case SurvivalTestKind.TaroneWare:
                return Math.Sqrt(n);
            case SurvivalTestKind.Peto:
                return survival *= 1 - (lost / (n + 1));
            case SurvivalTestKind.FlemingHarrington:
                // What was left just before.
                var weight = Math.Pow(survival, p) * Math.Pow(1 - survival, q);
                survival *= (n - lost) / n;
                return weight;
            default:
                return 1;
        }
    }
}
