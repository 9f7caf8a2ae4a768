using System;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>
/// The likelihood of the shifted beta-geometric model, by (a, b), as one of renewals: of those who may renew for the t-th time a share r_t = (b+t-1)/(a+b+t-1) does.
/// For one cohort it is the published one of Fader and Hardie 2007; it takes several cohorts of different ages as well.
/// </summary>
internal sealed class RetentionLikelihood(long[] kept, long[] lost) : Likelihood
{
    public override int Count => 2;

    public override double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var (a, b) = (parameters[0], parameters[1]);
        var (value, byA, byB) = (0.0, 0.0, 0.0);
        for (var t = 0; t < kept.Length; t++)
        {
            var both = (double)(kept[t] + lost[t]);
            value += (kept[t] * Math.Log((b + t) / (a + b + t))) + (lost[t] * Math.Log(a / (a + b + t)));
            byA += (lost[t] / a) - (both / (a + b + t));
            byB += (kept[t] / (b + t)) - (both / (a + b + t));
        }

        (gradient[0], gradient[1]) = (byA, byB);
        return value;
    }
}
