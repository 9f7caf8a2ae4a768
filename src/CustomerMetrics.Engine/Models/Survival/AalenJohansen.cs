using System;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>
/// The share that is lost for each reason by each age, where the reasons compete (Aalen and Johansen 1978). With the share that is still there they sum to 1.
/// </summary>
internal sealed class AalenJohansen
{
    /// <param name="sets">The customers.</param>
    /// <param name="reason">The reason, from zero on.</param>
    public AalenJohansen(RiskSets sets, int reason)
    {
        Incidence = new double[sets.Age.Length];
        Variance = new double[sets.Age.Length];
        var (survival, incidence) = (1.0, 0.0);

        // The variances step by step, by the delta method on the shares of each age, which are multinomial: the sum of Greenwood's kind, and no differences of large sums.
        var (ofSurvival, ofBoth, ofIncidence) = (0.0, 0.0, 0.0);
        for (var i = 0; i < sets.Age.Length; i++)
        {
            if (sets.Lost[i] > 0)
            {
                double n = sets.AtRisk[i];
                var all = sets.Lost[i] / n;
                var own = sets.LostBy[reason][i] / n;
                var square = survival * survival / n;
                ofIncidence += (2 * own * ofBoth) + (own * own * ofSurvival) + (square * own * (1 - own));
                ofBoth = ((1 - all) * (ofBoth + (own * ofSurvival))) - (square * own * (1 - all));
                ofSurvival = ((1 - all) * (1 - all) * ofSurvival) + (square * all * (1 - all));
                incidence += survival * own;
                survival *= (n - sets.Lost[i]) / n;
            }

            Incidence[i] = incidence;
            Variance[i] = Math.Max(0, ofIncidence);
        }
    }

    public double[] Incidence { get; }

    public double[] Variance { get; }

    /// <summary>The limits at each age; none while nobody is lost for the reason, or once everybody is.</summary>
    public ShareBand Band(SurvivalInterval kind)
    {
        var band = new ShareBand(Incidence.Length);
        for (var i = 0; i < Incidence.Length; i++)
        {
            band.Set(i, kind, Incidence[i], Math.Sqrt(Variance[i]));
        }

        return band;
    }
}
