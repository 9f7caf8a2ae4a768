using System;
using System.Linq;
using CustomerMetrics.Engine.Models.Numerics;
using MathNet.Numerics;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>ln L = ln G(px+q)/(G(px) G(q)) + q ln g + (px-1) ln m + px ln x - (px+q) ln(g+mx), by (p, q, gamma = g). Fader and Hardie 2013.</summary>
internal sealed class GammaGammaLikelihood : BlockedLikelihood
{
    private readonly SpendHistories histories;
    private readonly int[] counts;
    private readonly int[] place;
    private readonly double[] value;
    private readonly double[] slope;
    private readonly double[] slopeQ;
    private readonly double[] logTotal;
    private double p;
    private double q;
    private double gamma;
    private double logGamma;

    public GammaGammaLikelihood(SpendHistories histories)
        : base(histories.Count, 3)
    {
        this.histories = histories;
        counts = [.. histories.Repeats.Distinct().Order()];
        place = Array.ConvertAll(histories.Repeats, x => Array.BinarySearch(counts, x));
        logTotal = [.. histories.Repeats.Zip(histories.Means, (x, m) => Math.Log(x * m))];
        (value, slope, slopeQ) = (new double[counts.Length], new double[counts.Length], new double[counts.Length]);
    }

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (p, q, gamma) = (parameters[0], parameters[1], parameters[2]);
        logGamma = Math.Log(gamma);
        for (var i = 0; i < counts.Length; i++)
        {
            var shape = p * counts[i];
            value[i] = SpecialFunctions.GammaLn(shape + q) - SpecialFunctions.GammaLn(shape) - SpecialFunctions.GammaLn(q);
            slope[i] = counts[i] * (SpecialFunctions.DiGamma(shape + q) - SpecialFunctions.DiGamma(shape));
            slopeQ[i] = SpecialFunctions.DiGamma(shape + q) - SpecialFunctions.DiGamma(q);
        }
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        for (var i = from; i < to; i++)
        {
            var x = histories.Repeats[i];
            var shape = p * x;
            var total = x * histories.Means[i];
            var weight = (double)histories.Weights[i];

            // ln((g+mx)/g) and ln(mx/g) in place of the three logarithms of the formula.
            var log = NearOne.Log1p(total / gamma);
            var share = logTotal[i] - logGamma;
            sums[0] += weight * (value[place[i]] + (shape * (share - log)) - (q * log) - Math.Log(histories.Means[i]));
            sums[1] += weight * (slope[place[i]] + (x * (share - log)));
            sums[2] += weight * (slopeQ[place[i]] - log);
            sums[3] += weight * ((q / gamma) - ((shape + q) / (gamma + total)));
        }
    }
}
