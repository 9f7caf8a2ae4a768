using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>What an equity query must be.</summary>
internal static class EquityQuestion
{
    /// <summary>The valuation dates, each once, the earliest first.</summary>
    public static List<DateTime> Dates(CustomerSource source, EquityQuery query)
    {
        var asOf = query.AsOf ?? source.AsOf;
        List<DateTime> dates = query.At.Count == 0 ? [asOf] : [.. query.At.Select(at => at.Date).Distinct().Order()];
        if (dates[^1] > asOf)
        {
            throw new CustomerMetricsException("ValuationDateAfterAsOf", FailureKind.InvalidArgument, Errors.Invariant($"The valuation date {dates[^1]:yyyy-MM-dd} lies after the as-of date {asOf:yyyy-MM-dd}: nobody has seen what happened in between."), Errors.Invariant($"Give -AsOf {dates[^1]:yyyy-MM-dd} if the data reach that far, or earlier dates with -At."));
        }

        return dates;
    }

    /// <summary>The valuation dates at the ends of bridges.</summary>
    public static List<DateTime> BridgeDates(CustomerSource source, EquityQuery query)
    {
        var dates = Dates(source, query);
        return dates.Count > 1 ? dates : throw new CustomerMetricsException("BridgeDatesMissing", FailureKind.InvalidArgument, "A bridge leads from one valuation date to another, and there are fewer than two.", "Give two or more different dates with -At, such as 2025-07-01, 2026-01-01.");
    }

    /// <summary>Why the money of purchases to come is not known; null where it is.</summary>
    public static string? NoSpend(FittedModel model) => model.HasSpend ? null : "The model says nothing of what purchases bring, since there was too little money to learn from.";

    public const string EndlessSpend = "The expected spend of customers with few purchases is infinite by this model of spend. Fit one with -SpendModel Stratum.";

    public const string TooMuch = "The equity is too large a number.";
}
