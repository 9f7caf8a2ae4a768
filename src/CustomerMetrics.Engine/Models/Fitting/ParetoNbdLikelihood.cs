using System;
using System.Linq;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>
/// Pareto/NBD (Schmittlein, Morrison and Colombo 1987), by (r, alpha, s, beta). The published likelihood in another arrangement, which nowhere loses digits:
/// L = G(r+x)/G(r) alpha^r (alpha+T)^-(r+x) (beta/(beta+T))^s (1 - j(T) + j(t_x) exp(silence)),
/// silence = (r+x) ln((alpha+T)/(alpha+t_x)) + s ln((beta+T)/(beta+t_x)), and j(t) the chance never to buy again of a customer alive at age t.
/// The last factor is at least 1, and j belongs to an x and a time alone: there are fewer such cells than histories.
/// </summary>
internal sealed class ParetoNbdLikelihood : BlockedLikelihood
{
    private readonly PurchaseHistories histories;
    private readonly RisingLogs rising;
    private readonly TimeLogs byAlpha;
    private readonly TimeLogs byBeta;
    private readonly (int Repeats, int Time)[] cells;
    private readonly int[] firstCell;
    private readonly NeverAgain[] never;
    private readonly int[] lastCell;
    private readonly int[] ageCell;
    private readonly Action<int> fillCells;
    private double r;
    private double alpha;
    private double s;
    private double beta;
    private double logAlpha;
    private double logBeta;

    public ParetoNbdLikelihood(PurchaseHistories histories)
        : base(histories.Count, 4)
    {
        this.histories = histories;
        rising = new(histories.MostRepeats);
        byAlpha = new(histories.Times);
        byBeta = new(histories.Times);
        fillCells = FillCells;
        cells = [.. histories.Repeats.Zip(histories.Last).Concat(histories.Repeats.Zip(histories.Age)).Distinct().Order()];
        firstCell = [.. Enumerable.Range(0, cells.Length).Where(i => i == 0 || cells[i].Repeats != cells[i - 1].Repeats), cells.Length];
        never = new NeverAgain[cells.Length];
        (lastCell, ageCell) = (new int[histories.Count], new int[histories.Count]);
        for (var i = 0; i < histories.Count; i++)
        {
            lastCell[i] = Array.BinarySearch(cells, (histories.Repeats[i], histories.Last[i]));
            ageCell[i] = Array.BinarySearch(cells, (histories.Repeats[i], histories.Age[i]));
        }
    }

    protected override void Prepare(ReadOnlySpan<double> parameters)
    {
        (r, alpha, s, beta) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        (logAlpha, logBeta) = (Math.Log(alpha), Math.Log(beta));
        rising.Fill(r);
        byAlpha.Fill(alpha);
        byBeta.Fill(beta);
        ForEach(firstCell.Length - 1, fillCells);
    }

    protected override void Add(int from, int to, Span<double> sums)
    {
        for (var i = from; i < to; i++)
        {
            var x = histories.Repeats[i];
            var n = r + x;
            var (last, age) = (histories.Last[i], histories.Age[i]);
            var (atLast, atAge) = (never[lastCell[i]], never[ageCell[i]]);
            var weight = (double)histories.Weights[i];
            var silentAlpha = byAlpha.Log[age] - byAlpha.Log[last];
            var silentBeta = byBeta.Log[age] - byBeta.Log[last];
            var silence = (n * silentAlpha) + (s * silentBeta);

            // The last factor, divided by exp(silence) lest it overflow.
            var decay = Math.Exp(-silence);
            var factor = atLast.Chance + ((1 - atAge.Chance) * decay);
            var alive = decay / factor;
            var gone = 1 - (alive * (1 - atAge.Chance));
            var fromLast = gone / atLast.Chance;
            sums[0] += weight * (rising.Value[x] - (x * logAlpha) - (n * byAlpha.Log[age]) - (s * byBeta.Log[age]) + silence + Math.Log(factor));
            sums[1] += weight * (rising.Slope[x] - byAlpha.Log[age] + (gone * silentAlpha) + (fromLast * atLast.ByN) - (alive * atAge.ByN));
            sums[2] += weight * ((r / alpha) - (n * byAlpha.Inverse[age]) + (gone * n * (byAlpha.Inverse[age] - byAlpha.Inverse[last]))
                - (fromLast * atLast.ByLogRatio * byAlpha.Inverse[last]) + (alive * atAge.ByLogRatio * byAlpha.Inverse[age]));
            sums[3] += weight * (-byBeta.Log[age] + (gone * silentBeta) + (fromLast * atLast.ByS) - (alive * atAge.ByS));
            sums[4] += weight * ((s / beta) - (s * byBeta.Inverse[age]) + (gone * s * (byBeta.Inverse[age] - byBeta.Inverse[last]))
                + (fromLast * atLast.ByLogRatio * byBeta.Inverse[last]) - (alive * atAge.ByLogRatio * byBeta.Inverse[age]));
        }
    }

    /// <summary>All cells of one number of purchases; by a curve through fewer points where there are many.</summary>
    private void FillCells(int group)
    {
        var (from, to) = (firstCell[group], firstCell[group + 1]);
        var n = r + cells[from].Repeats;
        var (first, last) = (LogRatio(cells[from].Time), LogRatio(cells[to - 1].Time));
        var width = Math.Abs(last - first);
        if (width > 0 && Chebyshev.CountFor(width) < to - from)
        {
            var curve = new NeverAgainCurve(n, s, Math.Min(first, last), Math.Max(first, last));
            for (var i = from; i < to; i++)
            {
                never[i] = curve.At(LogRatio(cells[i].Time));
            }

            return;
        }

        for (var i = from; i < to; i++)
        {
            never[i] = NeverAgain.Of(n, s, Math.Exp(LogRatio(cells[i].Time)));
        }
    }

    /// <summary>ln((beta+t)/(alpha+t)).</summary>
    private double LogRatio(int time) => logBeta - logAlpha + byBeta.Log[time] - byAlpha.Log[time];
}
