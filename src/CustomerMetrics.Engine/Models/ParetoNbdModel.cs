using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Models.Fitting;
using CustomerMetrics.Engine.Models.Numerics;
using MathNet.Numerics;

namespace CustomerMetrics.Engine.Models;

/// <summary>
/// Pareto/NBD (Schmittlein, Morrison and Colombo 1987): customers buy at rates that differ as a gamma distribution (r, alpha), and leave at any time, at rates that differ as another (s, beta).
/// Given x, T and that the customer is alive, the two rates are Gamma(r + x, alpha + T) and Gamma(s, beta + T), and independent.
/// </summary>
internal sealed class ParetoNbdModel(double r, double alpha, double s, double beta) : PurchaseModel
{
    public static PurchaseModelFamily Family { get; } = new()
    {
        Name = "Pareto/NBD",
        ParameterNames = ["r", "alpha", "s", "beta"],
        IsTime = [false, true, false, true],
        Create = p => new ParetoNbdModel(p[0], p[1], p[2], p[3]),
        Likelihood = histories => new ParetoNbdLikelihood(histories),
        Starts = (rate, age) => [[0.5, 0.5 / rate, 0.5, age / 2], [1, 0.5 / rate, 1, age / 4], [2, 2 / rate, 1, age * 4]],
        Degeneracy = (p, age) => Degeneracies.Lifetimes(p[2], p[3], age) ?? Degeneracies.Rates(p[0]),
    };

    public override PurchaseModelFamily ModelFamily => Family;

    public override IReadOnlyList<double> Parameters { get; } = [r, alpha, s, beta];

    /// <summary>1/(1 - j(T) + j(t_x) exp(silence)): the last factor of the likelihood belongs to both fates, and 1 of it to being alive.</summary>
    public override double ProbabilityAlive(int x, double last, double age)
    {
        if (last >= age)
        {
            return 1;
        }

        var n = r + x;
        var silence = (n * NearOne.Log1p((age - last) / (alpha + last))) + (s * NearOne.Log1p((age - last) / (beta + last)));
        return 1 / (1 - ChanceNeverAgain(n, age) + (ChanceNeverAgain(n, last) * Math.Exp(silence)));
    }

    /// <summary>(r+x)/(alpha+T) times the time the customer will be there, (beta+T)/(s-1) (1 - ((beta+T)/(beta+T+t))^(s-1)), which is a logarithm where s is 1.</summary>
    public override double ExpectedIfAlive(int x, double age, double horizon) =>
        (r + x) / (alpha + age) * (beta + age) * NearOne.Decay(s - 1, NearOne.Log1p(horizon / (beta + age)));

    /// <summary>
    /// Fader, Hardie and Lee 2005 (RFM and CLV), with Psi(s, s; z) = z^(1-s) e^z E_s(z). After u units (r+x)/(alpha+T) ((beta+T)/(beta+T+u))^s purchases a unit are expected,
    /// so that a wait moves beta + T and leaves the share of those who are still there.
    /// </summary>
    public override double DiscountedIfAlive(int x, double age, double wait, double rate) =>
        (r + x) / (alpha + age) * Math.Exp(-s * NearOne.Log1p(wait / (beta + age))) * (beta + age + wait) * ExponentialIntegral.Scaled(s, rate * (beta + age + wait));

    /// <summary>Those still alive at the horizon, and the integral over the times u of leaving before it.</summary>
    public override double Probability(int n, double horizon)
    {
        if (horizon == 0)
        {
            return n == 0 ? 1 : 0;
        }

        // u = horizon times a share whose logit is y.
        var choices = n == 0 ? 0 : SpecialFunctions.GammaLn(r + n) - SpecialFunctions.GammaLn(r) - SpecialFunctions.GammaLn(n + 1.0);
        var left = Math.Min(0, Math.Log(Math.Min(alpha, beta) / horizon));
        var rule = new LogConcaveRule(left, Math.Log(1 + n), 1, 1, 1);
        var gone = 0.0;
        for (var i = 0; i < rule.Count; i++)
        {
            var (y, weight) = rule[i];
            var u = horizon / (1 + Math.Exp(-y));
            var logDensity = choices - (n * NearOne.Log1p(alpha / u)) - (r * NearOne.Log1p(u / alpha)) - ((s + 1) * NearOne.Log1p(u / beta));
            gone += weight * Math.Exp(logDensity) * u / (1 + Math.Exp(y));
        }

        return (NegativeBinomial.Probability(n, r, horizon / alpha) * Math.Exp(-s * NearOne.Log1p(horizon / beta))) + (s / beta * gone);
    }

    public override long DrawIfAlive(int x, double age, double horizon, Random random)
    {
        var rate = Draws.Gamma(random, r + x, alpha + age);
        var left = Draws.Exponential(random) / Draws.Gamma(random, s, beta + age);
        return Draws.Poisson(random, rate * Math.Min(left, horizon));
    }

    public override DiscountedPurchases DrawDiscountedIfAlive(int x, double age, double rate, Random random)
    {
        var pace = Draws.Gamma(random, r + x, alpha + age);
        return DiscountedPurchases.Draw(random, pace, Draws.Exponential(random) / Draws.Gamma(random, s, beta + age), rate);
    }

    private double ChanceNeverAgain(double n, double time) => NeverAgain.ChanceOf(n, s, (beta + time) / (alpha + time));
}
