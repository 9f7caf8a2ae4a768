using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CustomerMetrics.Engine.Models;
using MathNet.Numerics.LinearAlgebra;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>A customer model made ready to predict: of purchases by history in days, of spend by history in money.</summary>
internal sealed class FittedModel
{
    private readonly double unitDays;
    private readonly GammaGammaModel? gammaGamma;
    private readonly (int Least, double Mean)[] strata;

    private FittedModel(ModelKind kind, PurchaseModel purchases, double unitDays, GammaGammaModel? gammaGamma, (int Least, double Mean)[] strata)
    {
        Kind = kind;
        Purchases = purchases;
        this.unitDays = unitDays;
        this.gammaGamma = gammaGamma;
        this.strata = strata;
    }

    public ModelKind Kind { get; }

    public PurchaseModel Purchases { get; }

    public bool HasSpend => gammaGamma is not null || strata.Length > 0;

    /// <summary>Whether parameters can be drawn by it: symmetric, and every variance above zero.</summary>
    public static bool IsCovariance(IReadOnlyList<double> values, int size)
    {
        var matrix = Matrix<double>.Build.DenseOfRowMajor(size, size, values);
        return matrix.IsSymmetric() && matrix.Evd(Symmetricity.Symmetric).EigenValues.All(value => value.Real > 0);
    }

    /// <summary>Days as units of the model.</summary>
    public double Units(double days) => days / unitDays;

    public static FittedModel From(CustomerModel model)
    {
        if (model.Parameters.Count == 0)
        {
            throw new CustomerMetricsException("ModelNotFitted", FailureKind.InvalidData, "The model has no parameters, since there were too few data to fit it to.", model.Notes.Length > 0 ? model.Notes[0] : "Fit it to more data.");
        }

        var family = model.Model.Family();
        return new(model.Model, family.Create(Values(model.Parameters, family.ParameterNames)), model.TimeUnit.Days(), GammaGamma(model.Spend), Strata(model.Spend));
    }

    /// <summary>
    /// The same model at parameters drawn from what the data leave open, normal on the scale of their logarithms. Null where the purchases are not identified;
    /// a spend that is not identified stays as it is.
    /// </summary>
    public static Func<Random, FittedModel>? Drawer(CustomerModel model)
    {
        if (!model.Identified || model.LogCovariance.Length == 0)
        {
            return null;
        }

        var point = From(model);
        var family = model.Model.Family();
        var purchases = new LogNormal(Values(model.Parameters, family.ParameterNames), model.LogCovariance);
        var spend = point.gammaGamma is not null && model.Spend is { Identified: true, LogCovariance.Length: > 0 } known
            ? new LogNormal(Values(known.Parameters, GammaGammaModel.ParameterNames), known.LogCovariance)
            : null;
        return random => new(point.Kind, family.Create(purchases.Draw(random)), point.unitDays, spend is null ? point.gammaGamma : Create(spend.Draw(random)), point.strata);
    }

    /// <summary>What a purchase to come is expected to bring.</summary>
    /// <param name="repeats">Purchases after the first.</param>
    /// <param name="money">The money of them all; below zero counts as none.</param>
    public double ExpectedSpend(int repeats, double money)
    {
        if (gammaGamma is not null)
        {
            return gammaGamma.ExpectedSpend(repeats, repeats == 0 ? 0 : Math.Max(money, 0) / repeats);
        }

        return StratumOf(repeats);
    }

    /// <summary>What it rises by with each unit of the money of repeat purchases.</summary>
    public double SpendPerMoney(int repeats) => gammaGamma is null || repeats == 0 ? 0 : gammaGamma.ExpectedSpend(repeats, 1.0 / repeats) - gammaGamma.ExpectedSpend(repeats, 0);

    /// <summary>A draw of the money of one purchase to come, given the customer's, on average over so many.</summary>
    public double DrawSpend(double purchases, int repeats, double money, Random random) => gammaGamma is not null
        ? gammaGamma.DrawTotal(purchases, repeats, repeats == 0 ? 0 : Math.Max(money, 0) / repeats, random) / purchases
        : StratumOf(repeats);

    private double StratumOf(int repeats)
    {
        var mean = strata[0].Mean;
        foreach (var stratum in strata)
        {
            mean = stratum.Least <= repeats ? stratum.Mean : mean;
        }

        return mean;
    }

    private static GammaGammaModel? GammaGamma(SpendModel? spend) =>
        spend is { Kind: SpendKind.GammaGamma, Parameters.Count: > 0 } ? Create(Values(spend.Parameters, GammaGammaModel.ParameterNames)) : null;

    private static GammaGammaModel Create(IReadOnlyList<double> values) => new(values[0], values[1], values[2]);

    private static (int, double)[] Strata(SpendModel? spend) => spend is { Kind: SpendKind.Stratum }
        ? [.. spend.Parameters.Select(pair => (int.Parse(pair.Key, CultureInfo.InvariantCulture), pair.Value)).Order()]
        : [];

    private static double[] Values(IReadOnlyDictionary<string, double> parameters, IReadOnlyList<string> names) => [.. names.Select(name => parameters[name])];

    /// <summary>Parameters whose logarithms are normal.</summary>
    private sealed class LogNormal(double[] parameters, IReadOnlyList<double> covariance)
    {
        private readonly Matrix<double> root = Matrix<double>.Build.DenseOfRowMajor(parameters.Length, parameters.Length, covariance).Cholesky().Factor;

        public double[] Draw(Random random)
        {
            var normal = Vector<double>.Build.Dense(parameters.Length, _ => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1));
            var step = root * normal;
            return [.. parameters.Select((value, i) => value * Math.Exp(step[i]))];
        }
    }
}
