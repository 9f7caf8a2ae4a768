using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>Fits the model of contracts to the survivors of one cohort.</summary>
internal static class RetentionFit
{
    /// <param name="survivors">The cohort, and who is left of it after each period.</param>
    /// <param name="discountRate">Of a period; null leaves out what needs one.</param>
    /// <param name="cancellationToken">Ends the fit.</param>
    public static RetentionModel Fit(IReadOnlyList<long> survivors, double? discountRate, CancellationToken cancellationToken)
    {
        Check(survivors, discountRate);
        var lost = survivors.Zip(survivors.Skip(1), (before, after) => before - after).ToArray();
        var fit = ShiftedBetaGeometricModel.Fit(lost, survivors[^1], cancellationToken);
        return new RetentionModel
        {
            Model = "ShiftedBetaGeometric",
            Customers = survivors[0],
            Parameters = SpendFit.ByName(fit.ParameterNames, fit.Parameters),
            StandardErrors = SpendFit.ByName(fit.ParameterNames, fit.StandardErrors),
            LogLikelihood = fit.Model is null ? null : fit.LogLikelihood,
            Identified = fit.Identified,
            Notes = [.. fit.Notes],
            DiscountRate = discountRate,
            DiscountedLifetime = discountRate is { } rate ? fit.Model?.DiscountedLifetime(rate) : null,
            Curve = fit.Model is null ? [] : [.. Curve(fit.Model, survivors, discountRate)],
        };
    }

    private static IEnumerable<RetentionPeriod> Curve(ShiftedBetaGeometricModel model, IReadOnlyList<long> survivors, double? discountRate)
    {
        for (var period = 0; period < (2 * survivors.Count) - 1; period++)
        {
            yield return new(
                period,
                period < survivors.Count ? survivors[period] : null,
                model.Survival(period),
                period == 0 ? null : model.RetentionRate(period),
                period == 0 || discountRate is not { } rate ? null : model.DiscountedResidualLifetime(period, rate));
        }
    }

    private static void Check(IReadOnlyList<long> survivors, double? discountRate)
    {
        if (survivors.Count < 2 || survivors[^1] < 0 || survivors.Zip(survivors.Skip(1), (before, after) => after > before).Any(grows => grows))
        {
            throw new CustomerMetricsException("SurvivorInvalid", FailureKind.InvalidArgument, "-Survivor is no list of survivors.", "Give the size of the cohort, then how many are left after each period: numbers that never grow, such as 1000, 869, 743.");
        }

        if (discountRate is { } rate && !(rate is > 0 and < 100))
        {
            throw new CustomerMetricsException("DiscountRateInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-DiscountRate is {rate}."), "Give a rate above 0, such as 0.1 for 10%.");
        }
    }
}
