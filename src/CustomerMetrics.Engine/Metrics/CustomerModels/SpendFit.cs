using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>Learns what purchases bring, and whether that has to do with how often a customer buys.</summary>
internal static class SpendFit
{
    private const double MuchCorrelation = 0.3;
    private const long FewestOfStratum = 30;

    // By the least number of repeat purchases.
    private static readonly int[] Strata = [1, 2, 3, 5, 9, 17];

    /// <returns>Null where no repeat purchase brought money.</returns>
    public static SpendModel? Fit(HistoryFact fact, SpendKind kind, CancellationToken cancellationToken)
    {
        var histories = HistoryColumns.Spends(fact);
        if (histories.Customers == 0)
        {
            return null;
        }

        var correlation = Correlation(histories);
        var spend = kind is SpendKind.Stratum ? OfStrata(histories) : OfGammaGamma(histories, cancellationToken);
        var note = kind is SpendKind.GammaGamma && correlation?.Value is { } value && Math.Abs(value) > MuchCorrelation
            ? Errors.Invariant($"Customers who buy {(value > 0 ? "more often spend more" : "more often spend less")} on a purchase: the correlation is {value:0.00} (95% interval {correlation.Value.Low:0.00} to {correlation.Value.High:0.00}), and the model of spend takes it to be none. Use -SpendModel Stratum, and compare.")
            : null;
        return spend with
        {
            Correlation = correlation?.Value,
            CorrelationLow = correlation?.Low,
            CorrelationHigh = correlation?.High,
            Excluded = histories.Excluded,
            Notes = note is null ? spend.Notes : [.. spend.Notes, note],
        };
    }

    private static SpendModel OfGammaGamma(SpendHistories histories, CancellationToken cancellationToken)
    {
        var fit = GammaGammaModel.Fit(histories, cancellationToken);
        return new SpendModel
        {
            Kind = SpendKind.GammaGamma,
            Parameters = ByName(fit.ParameterNames, fit.Parameters),
            StandardErrors = ByName(fit.ParameterNames, fit.StandardErrors),
            LogLikelihood = fit.Model is null ? null : fit.LogLikelihood,
            Identified = fit.Identified,
            Customers = fit.Customers,
            Excluded = 0,
            Mean = fit.Model?.MeanSpend is { } mean && double.IsFinite(mean) ? mean : null,
            Notes = [.. fit.Notes],
            LogCovariance = Flatten(fit.LogCovariance),
        };
    }

    // A stratum with few customers belongs to the one below it.
    private static SpendModel OfStrata(SpendHistories histories)
    {
        var means = new Dictionary<string, double>(StringComparer.Ordinal);
        var (customers, purchases, money) = (0L, 0.0, 0.0);
        var upper = int.MaxValue;
        foreach (var least in Enumerable.Reverse(Strata))
        {
            for (var i = 0; i < histories.Count; i++)
            {
                if (histories.Repeats[i] >= least && histories.Repeats[i] < upper)
                {
                    customers += histories.Weights[i];
                    purchases += (double)histories.Weights[i] * histories.Repeats[i];
                    money += histories.Weights[i] * histories.Means[i] * histories.Repeats[i];
                }
            }

            upper = least;
            if (customers >= FewestOfStratum || least == Strata[0])
            {
                if (customers > 0)
                {
                    means.Add(least.ToString(CultureInfo.InvariantCulture), money / purchases);
                }

                (customers, purchases, money) = (0, 0, 0);
            }
        }

        var total = Enumerable.Range(0, histories.Count).Sum(i => histories.Weights[i] * histories.Means[i] * histories.Repeats[i]);
        return new SpendModel
        {
            Kind = SpendKind.Stratum,
            Parameters = means.Reverse().ToDictionary(StringComparer.Ordinal),
            Identified = true,
            Customers = histories.Customers,
            Excluded = 0,
            Mean = total / Enumerable.Range(0, histories.Count).Sum(i => (double)histories.Weights[i] * histories.Repeats[i]),
            Notes = ["The mean of a stratum is taken as it is: intervals leave out how far chance may have moved it."],
        };
    }

    // Pearson's, with Fisher's interval.
    private static (double Value, double Low, double High)? Correlation(SpendHistories histories)
    {
        double n = histories.Customers;
        double sumX = 0, sumM = 0;
        for (var i = 0; i < histories.Count; i++)
        {
            sumX += (double)histories.Weights[i] * histories.Repeats[i];
            sumM += histories.Weights[i] * histories.Means[i];
        }

        double xx = 0, mm = 0, xm = 0;
        for (var i = 0; i < histories.Count; i++)
        {
            var (x, m) = (histories.Repeats[i] - (sumX / n), histories.Means[i] - (sumM / n));
            xx += histories.Weights[i] * x * x;
            mm += histories.Weights[i] * m * m;
            xm += histories.Weights[i] * x * m;
        }

        if (n < 4 || xx <= 0 || mm <= 0)
        {
            return null;
        }

        var value = Math.Clamp(xm / Math.Sqrt(xx * mm), -1, 1);
        var (z, error) = (Math.Atanh(value), Interval.Z / Math.Sqrt(n - 3));
        return (value, Math.Tanh(z - error), Math.Tanh(z + error));
    }

    public static IReadOnlyDictionary<string, double> ByName(IReadOnlyList<string> names, IReadOnlyList<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    public static double[] Flatten(double[,]? matrix) => matrix is null ? [] : [.. matrix.Cast<double>()];
}
