using System;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>What every forecast must be.</summary>
internal static class ForecastRules
{
    /// <summary>What of the money counts; null where all of it does, as revenue.</summary>
    public static double? MarginRate(ValueForecast forecast) => forecast.MarginRate ?? (forecast.Model.CostRate is { } cost ? 1 - cost : null);

    public static void Check(CustomerSource source, ValueForecast forecast)
    {
        if (forecast.Model.Currency is { } currency && source.Currency is { } other && currency != other)
        {
            throw new CustomerMetricsException("ModelCurrencyDiffers", FailureKind.InvalidArgument, $"The model was fitted to money in {currency}, and the source is in {other}.", "Fit a model to this source with New-CustomerModel.");
        }

        if (forecast.Model.Refund != source.Refund)
        {
            throw new CustomerMetricsException("ModelRefundDiffers", FailureKind.InvalidArgument, $"The model was fitted to money with refunds under the rule {forecast.Model.Refund}, and the source has them under {source.Refund}.", "Fit a model to this source with New-CustomerModel, or import with the other -Refund.");
        }

        if (!(forecast.DiscountRate is >= 0 and <= 1))
        {
            throw new CustomerMetricsException("DiscountRateInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-DiscountRate {forecast.DiscountRate} is no rate of a year from 0 to 1."), "Write 10% as 0.1.");
        }

        if (forecast.Horizon.IsInfinite && !(forecast.DiscountRate > 0))
        {
            throw new CustomerMetricsException("DiscountRateMissing", FailureKind.InvalidArgument, "Money over all time to come has no finite sum without a discount.", "Give -DiscountRate for a year, such as 0.1 for 10%, or a finite -Horizon.");
        }

        if (forecast.MarginRate is { } margin && !(margin is >= 0 and <= 1))
        {
            throw new CustomerMetricsException("MarginInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Margin {margin} is no share from 0 to 1."), "Write 35% as 0.35.");
        }
    }

    /// <summary>A model must not know what it is asked to foretell.</summary>
    /// <param name="model">The model.</param>
    /// <param name="asOf">The latest as-of date that it may have.</param>
    public static void CheckNotLater(CustomerModel model, DateTime asOf)
    {
        if (asOf < model.AsOf)
        {
            throw new CustomerMetricsException("ModelFromTheFuture", FailureKind.InvalidArgument, Errors.Invariant($"The model was fitted to data up to {model.AsOf:yyyy-MM-dd}, after the as-of date {asOf:yyyy-MM-dd}: it knows what happened then."), Errors.Invariant($"Fit a model with -AsOf {asOf:yyyy-MM-dd} or earlier."));
        }
    }
}
