using System;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>
/// The BG/NBD model (Fader, Hardie and Lee 2005) and the MBG/NBD model (Batislam, Denizel and Filiztekin 2007), by (r, alpha, a, b).
/// They differ in one thing: whether the first purchase, too, was a chance to drop out. With c = x or x + 1 chances so far,
/// L = G(r+x)/G(r) alpha^r (alpha+T)^-(r+x) B(a,b+c)/B(a,b) (1 + odds), where odds = a/(b+c-1) ((alpha+T)/(alpha+t_x))^(r+x) are those of having dropped out.
/// </summary>
internal sealed class BetaGeometricLikelihood(PurchaseHistories histories, int firstChance) : BlockedLikelihood(histories.Count, 4)
{
    private readonly RisingLogs rising = new(histories.MostRepeats);
    private readonly RisingLogs risingB = new(histories.MostRepeats + firstChance);
    private readonly RisingLogs risingAB = new(histories.MostRepeats + firstChance);
    private readonly TimeLogs times = new(histories.Times);
    private readonly double[] logOdds = new double[histories.MostRepeats + firstChance + 1];
    private double r;
    private double alpha;
    private double a;
    private double b;
    private double logAlpha;

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        logAlpha = Math.Log(alpha);
        rising.Fill(r);
        risingB.Fill(b);
        risingAB.Fill(a + b);
        times.Fill(alpha);
        logOdds[0] = double.NegativeInfinity;
        for (var c = 1; c < logOdds.Length; c++)
        {
            logOdds[c] = Math.Log(a / (b + c - 1));
        }
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        for (var i = from; i < to; i++)
        {
            var x = histories.Repeats[i];
            var c = x + firstChance;
            var (last, age) = (histories.Last[i], histories.Age[i]);
            var weight = (double)histories.Weights[i];
            var silence = times.Log[age] - times.Log[last];
            var value = rising.Value[x] - (x * logAlpha) - ((r + x) * times.Log[age]) + risingB.Value[c] - risingAB.Value[c];
            var byR = rising.Slope[x] - times.Log[age];
            var byAlpha = (r / alpha) - ((r + x) * times.Inverse[age]);
            var byA = -risingAB.Slope[c];
            var byB = risingB.Slope[c] - risingAB.Slope[c];
            if (c > 0)
            {
                var (log, gone) = LogOnePlusOdds(logOdds[c] + ((r + x) * silence));
                value += log;
                byR += gone * silence;
                byAlpha += gone * (r + x) * (times.Inverse[age] - times.Inverse[last]);
                byA += gone / a;
                byB -= gone / (b + c - 1);
            }

            sums[0] += weight * value;
            sums[1] += weight * byR;
            sums[2] += weight * byAlpha;
            sums[3] += weight * byA;
            sums[4] += weight * byB;
        }
    }

    /// <summary>ln(1 + odds), and the chance odds/(1 + odds), from the logarithm of the odds.</summary>
    private static (double Log, double Chance) LogOnePlusOdds(double logOdds)
    {
        var small = Math.Exp(-Math.Abs(logOdds));
        return (Math.Max(logOdds, 0) + Math.Log(1 + small), (logOdds > 0 ? 1 : small) / (1 + small));
    }
}
