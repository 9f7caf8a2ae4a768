using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models.Fitting;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models;

/// <summary>
/// Customers buy at rates that differ as a gamma distribution (r, alpha), and drop out after a purchase with chances that differ as a beta distribution (a, b).
/// Given x, T and that the customer is alive, the rate is Gamma(r + x, alpha + T) and the chance Beta(a, b + c), c being the chances to drop out that were not taken.
/// </summary>
/// <param name="firstChance">1 where the first purchase, too, was a chance to drop out; else 0.</param>
internal abstract class BetaGeometricModel(double r, double alpha, double a, double b, int firstChance) : PurchaseModel
{
    private const int MostTerms = 1000;

    // 1/k: the sums below divide by every count.
    private static readonly double[] Reciprocals = [0, .. Enumerable.Range(1, 2 * MostTerms).Select(k => 1.0 / k)];

    public sealed override IReadOnlyList<double> Parameters { get; } = [r, alpha, a, b];

    /// <summary>1/(1 + odds), odds = a/(b+c-1) ((alpha+T)/(alpha+t_x))^(r+x).</summary>
    public sealed override double ProbabilityAlive(int x, double last, double age)
    {
        var c = x + firstChance;
        return c == 0 ? 1 : 1 / (1 + (a / (b + c - 1) * Math.Exp((r + x) * NearOne.Log1p((age - last) / (alpha + last)))));
    }

    /// <summary>
    /// Were there no dropping out, k purchases would have the negative binomial chance NB(k). Of k such purchases the customer makes
    /// S(k) = sum over j below k of E[(1-p)^j]; the answer is the sum of NB(k) S(k). All terms are positive, also where a is 1 and the published form with 2F1 divides by 0.
    /// </summary>
    public sealed override double ExpectedIfAlive(int x, double age, double horizon)
    {
        var (shape, kept, ratio) = (r + x, b + x + firstChance, horizon / (alpha + age));
        var mean = shape * ratio;
        var none = -shape * NearOne.Log1p(ratio);
        if (none < -600 || mean + (9 * Math.Sqrt(mean * (1 + ratio))) + (37 * (1 + ratio)) > MostTerms)
        {
            // For one chance p of dropping out: (1 - (1 + p ratio)^-shape) / p.
            return BetaMean.Of(a, kept, Math.Max(mean, 1), p => -NearOne.Expm1(-shape * NearOne.Log1p(p * ratio)) / p);
        }

        var z = ratio / (1 + ratio);
        var least = 1e-15 * (1 - z);
        var (chance, survival, made, sum) = (Math.Exp(none), 1.0, 0.0, 0.0);
        for (var k = 0; k + 1 < Reciprocals.Length; k++)
        {
            chance *= (shape + k) * z * Reciprocals[k + 1];
            made += survival;
            var term = chance * made;
            sum += term;
            if (k > mean && term <= least * sum)
            {
                break;
            }

            survival *= (kept + k) / (a + kept + k);
        }

        return sum;
    }

    /// <summary>
    /// For one chance p of dropping out: the integral of E[rate exp(-rate p (wait + u))] exp(-delta u) = shape/p (1 + p wait/(alpha+T))^-shape e^k E_{shape+1}(k),
    /// with k = delta ((alpha+T)/p + wait).
    /// </summary>
    public sealed override double DiscountedIfAlive(int x, double age, double wait, double rate)
    {
        var (shape, scale, ratio) = (r + x, rate * (alpha + age), wait / (alpha + age));
        return BetaMean.Of(a, b + x + firstChance, Math.Max(Math.Max(shape / scale, shape * ratio), 1), p => shape / p * Math.Exp(-shape * NearOne.Log1p(p * ratio)) * ExponentialIntegral.Scaled(shape + 1, (scale / p) + (rate * wait)));
    }

    /// <summary>For one x it is a smooth function of ln(alpha+T): a curve through a few points serves all ages.</summary>
    public sealed override void DiscountedIfAlive(ReadOnlySpan<int> x, ReadOnlySpan<double> ages, double rate, Span<double> result)
    {
        var (counts, order, logs) = (x.ToArray(), new int[x.Length], new double[x.Length]);
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            logs[i] = Math.Log(alpha + ages[i]);
        }

        Array.Sort(counts, order);
        for (int from = 0, to; from < counts.Length; from = to)
        {
            for (to = from + 1; to < counts.Length && counts[to] == counts[from];)
            {
                to++;
            }

            FillDiscounted(counts[from], order.AsSpan(from, to - from), logs, rate, result);
        }
    }

    /// <summary>B(a,b+c)/B(a,b) NB(n) for those still alive, and B(a+1,b+c-1)/B(a,b) P(NB at least n) for those who dropped out at the last purchase.</summary>
    public sealed override double Probability(int n, double horizon)
    {
        var c = n + firstChance;
        var kept = 1.0;
        for (var i = 0; i + 1 < c; i++)
        {
            kept *= (b + i) / (a + b + i);
        }

        var alive = c == 0 ? 1 : kept * (b + c - 1) / (a + b + c - 1);
        var gone = c == 0 ? 0 : kept * a / (a + b + c - 1);
        return (alive * NegativeBinomial.Probability(n, r, horizon / alpha)) + (gone * NegativeBinomial.AtLeast(n, r, horizon / alpha));
    }

    public sealed override long DrawIfAlive(int x, double age, double horizon, Random random)
    {
        var purchases = Draws.Poisson(random, Draws.Gamma(random, r + x, alpha + age) * horizon);
        return purchases == 0 ? 0 : Math.Min(purchases, Draws.Geometric(random, Draws.LogKept(random, a, b + x + firstChance)));
    }

    /// <summary>Purchases that a chance p ends are those at a pace of rate (1 - p) up to a time that is exponential at rate p, and the last one then.</summary>
    public sealed override DiscountedPurchases DrawDiscountedIfAlive(int x, double age, double rate, Random random)
    {
        var pace = Draws.Gamma(random, r + x, alpha + age);
        var kept = Math.Exp(Draws.LogKept(random, a, b + x + firstChance));
        var end = Draws.Exponential(random) / (pace * (1 - kept));
        var before = DiscountedPurchases.Draw(random, pace * kept, end, rate);
        return double.IsFinite(end) ? new(before.Count + 1, before.Discounted + Math.Exp(-rate * end)) : before;
    }

    protected static double[][] Starts(double rate, double age) => [[0.5, 0.5 / rate, 1, 3], [1, 0.5 / rate, 0.5, 0.5], [2, 2 / rate, 1, 20]];

    protected static string? Degeneracy(IReadOnlyList<double> p, double age) => Degeneracies.DropoutChances(p[2], p[3]) ?? Degeneracies.Rates(p[0]);

    /// <summary>The customers of one x.</summary>
    private void FillDiscounted(int x, ReadOnlySpan<int> customers, double[] logs, double rate, Span<double> result)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var i in customers)
        {
            (low, high) = (Math.Min(low, logs[i]), Math.Max(high, logs[i]));
        }

        double At(double log) => DiscountedIfAlive(x, Math.Exp(log) - alpha, rate);
        if (low == high || Chebyshev.CountFor(high - low) >= customers.Length)
        {
            foreach (var i in customers)
            {
                result[i] = At(logs[i]);
            }

            return;
        }

        var points = Chebyshev.Points(low, high);
        var values = Array.ConvertAll(points, At);
        var shares = new double[points.Length];
        foreach (var i in customers)
        {
            Chebyshev.Shares(points, logs[i], shares);
            result[i] = 0;
            for (var k = 0; k < points.Length; k++)
            {
                result[i] += shares[k] * values[k];
            }
        }
    }
}
