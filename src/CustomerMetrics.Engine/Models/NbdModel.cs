using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Models.Fitting;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models;

/// <summary>Customers buy at rates that differ as a gamma distribution (r, alpha) and never leave (Ehrenberg 1959): what the other models are measured against.</summary>
internal sealed class NbdModel(double r, double alpha) : PurchaseModel
{
    public static PurchaseModelFamily Family { get; } = new()
    {
        Name = "NBD",
        ParameterNames = ["r", "alpha"],
        IsTime = [false, true],
        Create = p => new NbdModel(p[0], p[1]),
        Likelihood = histories => new NbdLikelihood(histories),
        Starts = (rate, _) => [[0.5, 0.5 / rate], [2, 2 / rate]],
        Degeneracy = (p, _) => Degeneracies.Rates(p[0]),
    };

    public override PurchaseModelFamily ModelFamily => Family;

    public override IReadOnlyList<double> Parameters => [r, alpha];

    public override double ProbabilityAlive(int x, double last, double age) => 1;

    public override double ExpectedIfAlive(int x, double age, double horizon) => (r + x) / (alpha + age) * horizon;

    public override double DiscountedIfAlive(int x, double age, double wait, double rate) => (r + x) / (alpha + age) / rate;

    public override double Probability(int n, double horizon) => NegativeBinomial.Probability(n, r, horizon / alpha);

    public override long DrawIfAlive(int x, double age, double horizon, Random random) => Draws.Poisson(random, Draws.Gamma(random, r + x, alpha + age) * horizon);

    public override DiscountedPurchases DrawDiscountedIfAlive(int x, double age, double rate, Random random) =>
        DiscountedPurchases.Draw(random, Draws.Gamma(random, r + x, alpha + age), double.PositiveInfinity, rate);
}
