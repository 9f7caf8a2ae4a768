using System;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>ln L = ln G(r+x)/G(r) + r ln alpha - (r+x) ln(alpha+T), by (r, alpha). Ehrenberg 1959, for the times of single purchases.</summary>
internal sealed class NbdLikelihood(PurchaseHistories histories) : BlockedLikelihood(histories.Count, 2)
{
    private readonly RisingLogs rising = new(histories.MostRepeats);
    private readonly TimeLogs times = new(histories.Times);
    private double r;
    private double alpha;
    private double logAlpha;

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (r, alpha) = (parameters[0], parameters[1]);
        logAlpha = Math.Log(alpha);
        rising.Fill(r);
        times.Fill(alpha);
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        for (var i = from; i < to; i++)
        {
            var x = histories.Repeats[i];
            var age = histories.Age[i];
            var weight = (double)histories.Weights[i];
            sums[0] += weight * (rising.Value[x] - (x * logAlpha) - ((r + x) * times.Log[age]));
            sums[1] += weight * (rising.Slope[x] - times.Log[age]);
            sums[2] += weight * ((r / alpha) - ((r + x) * times.Inverse[age]));
        }
    }
}
