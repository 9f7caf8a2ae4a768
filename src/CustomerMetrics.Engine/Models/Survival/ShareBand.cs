using System;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>The 95% limits of a share at each age; not a number where the share is 0 or 1.</summary>
internal sealed class ShareBand(int ages)
{
    public double[] Low { get; } = new double[ages];

    public double[] High { get; } = new double[ages];

    public void Set(int i, SurvivalInterval kind, double share, double error)
    {
        if (share is <= 0 or >= 1 || !double.IsFinite(error))
        {
            (Low[i], High[i]) = (double.NaN, double.NaN);
            return;
        }

        if (kind is SurvivalInterval.Log)
        {
            var factor = Math.Exp(Confidence.Z * error / share);
            (Low[i], High[i]) = (share / factor, Math.Min(1, share * factor));
            return;
        }

        var log = Math.Log(share);
        var power = Math.Exp(-Confidence.Z * error / (share * log));
        (Low[i], High[i]) = (Math.Exp(log * power), Math.Exp(log / power));
    }
}
