using System;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>The part of the time that a model is not shown, to be asked about it.</summary>
internal static class HoldOut
{
    private const double Begin = 0.75;

    /// <summary>The first day of the last quarter of the time.</summary>
    public static int LastQuarter(int firstDay, int end) => firstDay + (int)Math.Round((end - firstDay) * Begin);

    /// <summary>The logarithm of the chance that a model gave to what came: the likelihood of whole histories less that of their beginnings.</summary>
    public static double Score(PurchaseModel model, PurchaseHistories before, PurchaseHistories whole) => model.LogLikelihood(whole) - model.LogLikelihood(before);
}
