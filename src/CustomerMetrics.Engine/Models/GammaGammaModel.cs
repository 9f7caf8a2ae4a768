using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using CustomerMetrics.Engine.Models.Fitting;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models;

/// <summary>
/// Gamma-Gamma (Colombo and Jiang 1999; Fader, Hardie and Lee 2005): the money of each purchase of a customer is Gamma(p, v), and v differs between customers as Gamma(q, gamma).
/// Given x purchases of mean m, v is Gamma(px + q, gamma + mx).
/// </summary>
internal sealed class GammaGammaModel(double p, double q, double gamma)
{
    public const string Name = "Gamma-Gamma";

    private const int FewestCustomers = 30;

    public static IReadOnlyList<string> ParameterNames { get; } = ["p", "q", "gamma"];

    public IReadOnlyList<double> Parameters { get; } = [p, q, gamma];

    /// <summary>The mean money of a purchase over all customers; infinite where q is at most 1, whatever the data's own mean is.</summary>
    public double MeanSpend => q > 1 ? p * gamma / (q - 1) : double.PositiveInfinity;

    public static ModelFit<GammaGammaModel> Fit(SpendHistories histories, CancellationToken cancellationToken)
    {
        static GammaGammaModel Create(IReadOnlyList<double> v) => new(v[0], v[1], v[2]);
        if (histories.Customers < FewestCustomers)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"There are {histories.Customers} customers with money for repeat purchases; at least {FewestCustomers} are needed to fit a model of spend. Use their plain mean.");
            return new() { Name = Name, ParameterNames = ParameterNames, Create = Create, Customers = histories.Customers, Notes = [reason] };
        }

        var mean = histories.TotalMeans / histories.Customers;
        var likelihood = new GammaGammaLikelihood(histories);
        var fit = new Maximum<GammaGammaModel>
        {
            Name = Name,
            ParameterNames = ParameterNames,
            Create = Create,
            Scales = [1, 1, mean],
            Starts = [[2, 3, mean], [6, 4, mean / 2], [1, 1.5, mean / 2]],
            Customers = histories.Customers,
            Degeneracy = v => Degeneracies.Spend(v[0], v[1]),
        }.Fit(likelihood, likelihood, cancellationToken);
        return fit.Model!.MeanSpend < double.PositiveInfinity ? fit : fit with
        {
            Notes = [.. fit.Notes, "The mean spend of this model is infinite (q is not above 1): a few customers spend without any visible limit. Look at the largest amounts, and do not use the expected spend of customers with few purchases."],
        };
    }

    public double LogLikelihood(SpendHistories histories) => new GammaGammaLikelihood(histories).Evaluate([.. Parameters], stackalloc double[3]);

    /// <summary>E[M | x, m], the expected mean money of the customer's purchases to come: between the customer's own mean and that of all.</summary>
    public double ExpectedSpend(int x, double mean)
    {
        var shape = (p * x) + q;
        return shape > 1 ? (gamma + (x * mean)) * p / (shape - 1) : double.PositiveInfinity;
    }

    /// <summary>A draw of the money of so many purchases to come.</summary>
    public double DrawTotal(double purchases, int x, double mean, Random random) =>
        purchases == 0 ? 0 : Draws.Gamma(random, p * purchases, Draws.Gamma(random, (p * x) + q, gamma + (x * mean)));
}
