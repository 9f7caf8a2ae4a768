using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Models.Fitting;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models;

/// <summary>
/// The shifted beta-geometric model of contracts (Fader and Hardie 2007): at the end of each paid period a customer leaves with a chance that is the customer's own and differs as Beta(a, b).
/// Retention rises with age because those who leave easily leave first. Published papers write alpha and beta.
/// </summary>
internal sealed class ShiftedBetaGeometricModel(double a, double b)
{
    public const string Name = "sBG";

    private const int FewestCustomers = 30;

    public static IReadOnlyList<string> ParameterNames { get; } = ["a", "b"];

    public IReadOnlyList<double> Parameters { get; } = [a, b];

    /// <summary>One cohort: how many were lost at the end of each period, and how many are left after the last.</summary>
    public static ModelFit<ShiftedBetaGeometricModel> Fit(ReadOnlySpan<long> lost, long survivors, CancellationToken cancellationToken)
    {
        var kept = new long[lost.Length];
        for (var t = lost.Length - 1; t >= 0; t--)
        {
            kept[t] = survivors;
            survivors += lost[t];
        }

        return Fit(kept, lost, cancellationToken);
    }

    /// <summary>Any number of cohorts: how many renewed and how many did not when they could for the first time, the second time and so on.</summary>
    public static ModelFit<ShiftedBetaGeometricModel> Fit(ReadOnlySpan<long> kept, ReadOnlySpan<long> lost, CancellationToken cancellationToken)
    {
        static ShiftedBetaGeometricModel Create(IReadOnlyList<double> v) => new(v[0], v[1]);
        if (kept.Length != lost.Length)
        {
            throw new ArgumentException("The columns of renewals and losses differ in length.", nameof(lost));
        }

        var (keptCounts, lostCounts) = (kept.ToArray(), lost.ToArray());
        var customers = kept.IsEmpty ? 0 : kept[0] + lost[0];
        if (TooLittle(customers, keptCounts, lostCounts) is { } reason)
        {
            return new() { Name = Name, ParameterNames = ParameterNames, Create = Create, Customers = customers, Notes = [reason] };
        }

        var likelihood = new RetentionLikelihood(keptCounts, lostCounts);
        return new Maximum<ShiftedBetaGeometricModel>
        {
            Name = Name,
            ParameterNames = ParameterNames,
            Create = Create,
            Scales = [1, 1],
            Starts = [[1, 3], [0.5, 0.5], [1, 20]],
            Customers = customers,
            Degeneracy = v => Degeneracies.Renewals(v[0], v[1]),
        }.Fit(likelihood, likelihood, cancellationToken);
    }

    /// <summary>S(t), the share of customers who are there after t renewals: B(a, b+t)/B(a, b).</summary>
    public double Survival(int renewals)
    {
        var share = 1.0;
        for (var t = 0; t < renewals; t++)
        {
            share *= (b + t) / (a + b + t);
        }

        return share;
    }

    /// <summary>r_t, the share of those who may renew for the t-th time, from 1, that does.</summary>
    public double RetentionRate(int renewal) => (b + renewal - 1) / (a + b + renewal - 1);

    /// <summary>The discounted expected lifetime (DEL) of a new customer in periods, the first paid now: 2F1(1, b; a+b; 1/(1+rate)), at a rate a period.</summary>
    public double DiscountedLifetime(double rate) => Discounted(b, rate);

    /// <summary>The discounted expected residual lifetime (DERL) of a customer just before the n-th renewal: r_n 2F1(1, b+n; a+b+n; 1/(1+rate)). Fader and Hardie 2010.</summary>
    public double DiscountedResidualLifetime(int renewal, double rate) => RetentionRate(renewal) * Discounted(b + renewal, rate);

    /// <summary>A draw of the renewals to come of a customer just before the n-th.</summary>
    public long DrawRenewals(int renewal, Random random) => Draws.Geometric(random, Draws.LogKept(random, a, b + renewal - 1)) - 1;

    /// <summary>The mean of 1 + (1-p) z + ((1-p) z)^2 + ... = (1+rate)/(rate+p) over the chance p to leave; without a rate it is infinite unless a is above 1.</summary>
    private double Discounted(double kept, double rate)
    {
        if (rate <= 0)
        {
            return a > 1 ? (a + kept - 1) / (a - 1) : double.PositiveInfinity;
        }

        return BetaMean.Of(a, kept, Math.Max(1, 1 / rate), p => (1 + rate) / (rate + p));
    }

    private static string? TooLittle(long customers, long[] kept, long[] lost)
    {
        if (customers < FewestCustomers)
        {
            return string.Create(CultureInfo.InvariantCulture, $"There are {customers} customers with a renewal behind them; at least {FewestCustomers} are needed to fit a model. Take contracts of a longer time.");
        }

        if (kept.Length < 2 || kept[1] + lost[1] == 0)
        {
            return "No customer has come to a second renewal yet, so that nothing can be said of how retention changes with age. Take contracts of a longer time.";
        }

        return lost.Sum() == 0 ? "No customer was lost, so that no model of losses can be fitted." : null;
    }
}
