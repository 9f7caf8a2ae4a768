using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>Churn rates of ledger entries, by every named method. docs/definitions.md gives formulae and sources.</summary>
internal static class ChurnMetric
{
    private const double DaysOfMonth = 30.4375;

    public static IEnumerable<ChurnRate> Compute(CustomerLedgerEntry entry, ChurnQuery query)
    {
        foreach (var basis in query.Bases)
        {
            foreach (var method in basis is ChurnBasis.Customers ? query.Methods : query.Methods.Where(method => method is ChurnMethod.Opening))
            {
                yield return Finish(entry, query, basis, method, basis is ChurnBasis.Customers ? OfCustomers(entry, method) : OfMoney(entry, basis));
            }
        }
    }

    private static ChurnRate Finish(CustomerLedgerEntry entry, ChurnQuery query, ChurnBasis basis, ChurnMethod method, Result result)
    {
        var isOpen = !entry.IsComplete && !query.IncludeOpen;
        var rate = isOpen ? null : result.Rate;
        return new ChurnRate
        {
            Period = entry.Period,
            Group = entry.Group,
            Basis = basis,
            Method = method,
            Rate = rate,
            Numerator = result.Numerator,
            Denominator = result.Denominator,
            Low = isOpen ? null : result.Interval?.Low,
            High = isOpen ? null : result.Interval?.High,
            Annualized = Annualise(rate, method, entry.Unit),
            IsComplete = entry.IsComplete,
            Interval = rate is null || result.Interval is null ? null : result.IntervalKind,
            Reason = isOpen ? Errors.Invariant($"the period is open until {entry.End:yyyy-MM-dd}") : result.Reason,
            Excluded = basis is ChurnBasis.Customers ? 0 : entry.NegativeCustomers,
            Start = Known(entry.Start),
            End = Known(entry.End),
            Unit = entry.Unit,
            ActivityRule = entry.ActivityRule,
            WindowDays = entry.WindowDays,
            AsOf = Known(entry.AsOf),
            GroupBy = entry.GroupBy,
            Source = entry.Source,
            TimeZone = entry.TimeZone,
            Currency = entry.Currency,
        };
    }

    // An entry made by hand need not tell its dates.
    private static DateTime? Known(DateTime date) => date == default ? null : date;

    private static Result OfCustomers(CustomerLedgerEntry entry, ChurnMethod method)
    {
        var gone = entry.Lost + entry.Transient;
        var came = entry.New + entry.Returned;
        return method switch
        {
            ChurnMethod.Opening => Share(entry.Lost, entry.Opening, "nobody was a customer at the opening"),
            ChurnMethod.OpeningAll when entry.ActivityRule is ActivityRule.Period => Share(gone, entry.Opening, "nobody was a customer at the opening"),
            ChurnMethod.OpeningAll => Ratio(gone, entry.Opening, "nobody was a customer at the opening", "the transient are no part of the opening, so there is no interval"),
            ChurnMethod.OpeningPlusNew => Share(gone, entry.Opening + came + entry.Transient, "there was no customer in the period"),
            ChurnMethod.Average => Ratio(gone, (entry.Opening + entry.Closing) / 2m, "there was no customer at either end", "a mean is no whole that customers are a share of, so there is no interval"),
            _ when entry.CustomerDays is null || entry.Losses is null => new Result { Reason = $"losses have no date under the activity rule {entry.ActivityRule}" },
            ChurnMethod.DailyAverage => DailyAverage(entry, gone),
            ChurnMethod.DailySum => new Result
            {
                Rate = entry.DailyLossSum,
                Reason = entry.DailyLossSum is null ? "there was no customer on any day" : "a sum of daily rates has no interval",
            },
            _ => Hazard(entry.Losses.Value, entry.CustomerDays.Value),
        };
    }

    private static Result Share(long part, long whole, string reasonForNull) => whole == 0
        ? new Result { Numerator = part, Denominator = whole, Reason = reasonForNull }
        : new Result { Rate = (double)part / whole, Numerator = part, Denominator = whole, Interval = Metrics.Interval.Wilson(part, whole), IntervalKind = "Wilson" };

    private static Result Ratio(long numerator, decimal denominator, string reasonForNull, string reasonForNoInterval) => denominator == 0
        ? new Result { Numerator = numerator, Denominator = denominator, Reason = reasonForNull }
        : new Result { Rate = (double)(numerator / denominator), Numerator = numerator, Denominator = denominator, Reason = reasonForNoInterval };

    private static Result DailyAverage(CustomerLedgerEntry entry, long gone)
    {
        var seenEnd = entry.End < entry.AsOf ? entry.End : entry.AsOf;
        var days = (decimal)(seenEnd - entry.Start).TotalDays;
        return Ratio(gone, days <= 0 ? 0 : entry.CustomerDays!.Value / days, days <= 0 ? "the entry does not tell its dates" : "there was no customer on any day", "a mean is no whole that customers are a share of, so there is no interval");
    }

    private static Result Hazard(long losses, long customerDays)
    {
        if (customerDays == 0)
        {
            return new Result { Numerator = losses, Denominator = customerDays, Reason = "there was no customer on any day" };
        }

        return new Result
        {
            Rate = losses * DaysOfMonth / customerDays,
            Numerator = losses,
            Denominator = customerDays,
            Interval = Metrics.Interval.Poisson(losses, customerDays / DaysOfMonth),
            IntervalKind = "Poisson",
        };
    }

    private static Result OfMoney(CustomerLedgerEntry entry, ChurnBasis basis)
    {
        var isNet = basis is ChurnBasis.NetRevenue;
        var denominator = entry.OpeningValue - entry.NegativeOpeningValue;
        var numerator = entry.LostValue + entry.Contraction - entry.NegativeLoss - (isNet ? entry.Expansion - entry.NegativeExpansion : 0);
        if (denominator <= 0)
        {
            return new Result { Numerator = numerator, Denominator = denominator, Reason = "there was no money at the opening" };
        }

        var rate = (double)numerator / (double)denominator;
        var squares = isNet ? entry.NetLossSquares : entry.GrossLossSquares;
        var products = isNet ? entry.NetLossProducts : entry.GrossLossProducts;
        var isTold = double.IsFinite(squares + products + entry.OpeningSquares);
        var interval = isTold ? Metrics.Interval.Ratio(rate, (double)denominator, entry.Opening - entry.NegativeCustomers, squares, products, entry.OpeningSquares) : null;
        if (interval is { } found && !isNet)
        {
            interval = new Interval(Math.Max(0, found.Low), Math.Min(1, found.High));
        }

        return new Result
        {
            Rate = rate,
            Numerator = numerator,
            Denominator = denominator,
            Interval = interval,
            IntervalKind = "Delta",
            Reason = !isTold ? "the entry does not tell the sums of squares that an interval is made of" : interval is null ? "one customer alone gives no interval" : null,
        };
    }

    private static double? Annualise(double? rate, ChurnMethod method, PeriodUnit? unit)
    {
        if (rate is not { } value || value > 1)
        {
            return null;
        }

        if (method is ChurnMethod.Hazard)
        {
            return 1 - Math.Exp(-12 * value);
        }

        return unit is { } length ? 1 - Math.Pow(1 - value, PeriodsOfYear.In(length)) : null;
    }

    private readonly record struct Result
    {
        public double? Rate { get; init; }

        public decimal? Numerator { get; init; }

        public decimal? Denominator { get; init; }

        public Interval? Interval { get; init; }

        public string? IntervalKind { get; init; }

        public string? Reason { get; init; }
    }
}
