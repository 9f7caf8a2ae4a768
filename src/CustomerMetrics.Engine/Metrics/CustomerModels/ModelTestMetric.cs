using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>Holds what a model expected against what happened after the time it was fitted to.</summary>
internal static class ModelTestMetric
{
    public static CustomerModelTest Compute(CustomerSource source, ModelTestQuery query, CancellationToken cancellationToken)
    {
        var end = query.AsOf ?? source.AsOf;
        var model = query.Model ?? ModelMetric.Fit(source, new ModelQuery { AsOf = Cut(source, query, end, cancellationToken) }, cancellationToken);
        if (model.AsOf >= end)
        {
            throw new CustomerMetricsException("HoldOutEmpty", FailureKind.InvalidArgument, Errors.Invariant($"The model was fitted to data up to {model.AsOf:yyyy-MM-dd}, and the data seen end at {end:yyyy-MM-dd}: there is nothing that it could foretell."), "Fit a model with an earlier -AsOf, or leave out -Model: a model is then fitted to the first part of the time.");
        }

        var fitted = FittedModel.From(model);
        var fact = CustomerFacts.HoldOut(source, PeriodCalendar.Day(model.AsOf), PeriodCalendar.Day(end), cancellationToken);
        return Judge(source, model, fitted, fact, end, query.Seed, cancellationToken);
    }

    /// <summary>The part of a test that a statement shows, of a model of this kind fitted to the first three quarters of the time; null where there is too little to fit it to. The rest takes as long again.</summary>
    public static StatementModelTest? Brief(CustomerSource source, ModelKind kind, DateTime end, CancellationToken cancellationToken)
    {
        var start = Cut(source, new ModelTestQuery(), end, cancellationToken);
        var (cut, unit) = (PeriodCalendar.Day(start), new ModelQuery().TimeUnit.Days());
        var before = CustomerFacts.Histories(source, cut, cut, cancellationToken);
        if (before.Purchases.Count == 0 || start >= end || kind.Family().Fit(HistoryColumns.Purchases(before, unit), cancellationToken).Model is not { } purchases)
        {
            return null;
        }

        var forecast = new HoldOutForecast(purchases, unit, CustomerFacts.HoldOut(source, cut, PeriodCalendar.Day(end), cancellationToken), (end - start).Days, cancellationToken);
        return new StatementModelTest
        {
            Model = kind,
            Start = start,
            End = end,
            Customers = forecast.Customers,
            Actual = forecast.Actual,
            Expected = forecast.Expected,
            Bias = forecast.Bias,
            Verdict = forecast.Verdict,
            ByFrequency = [.. forecast.ByFrequency()],
        };
    }

    private static DateTime Cut(CustomerSource source, ModelTestQuery query, DateTime end, CancellationToken cancellationToken)
    {
        if (query.HoldOut is { } holdOut)
        {
            var cut = holdOut.IsInfinite ? DateTime.MinValue : holdOut.Before(end);
            return cut <= FirstPurchase(source, end, cancellationToken) ? throw new CustomerMetricsException("HoldOutInvalid", FailureKind.InvalidArgument, "The hold-out begins before the first purchase, so there is nothing to fit a model to.", "Give a length of time that leaves some before it, such as '6 months'.") : cut;
        }

        var day = PeriodCalendar.Day(end);
        var first = PeriodCalendar.Day(FirstPurchase(source, end, cancellationToken));
        return PeriodCalendar.Date(HoldOut.LastQuarter(first, day));
    }

    private static DateTime FirstPurchase(CustomerSource source, DateTime end, CancellationToken cancellationToken)
    {
        var day = PeriodCalendar.Day(end);
        return PeriodCalendar.Date(CustomerFacts.Histories(source, day, day, cancellationToken).FirstDay);
    }

    private static CustomerModelTest Judge(CustomerSource source, CustomerModel model, FittedModel fitted, HoldOutFact fact, DateTime end, long seed, CancellationToken cancellationToken)
    {
        var days = (end - model.AsOf).Days;
        var forecast = new HoldOutForecast(fitted.Purchases, model.TimeUnit.Days(), fact, days, cancellationToken);
        return new CustomerModelTest
        {
            Model = model.Model,
            Start = model.AsOf,
            End = end,
            Customers = forecast.Customers,
            Actual = forecast.Actual,
            Expected = forecast.Expected,
            Bias = forecast.Bias,
            MeanAbsoluteError = forecast.Error,
            NaiveError = forecast.NaiveError,
            Coverage = HoldOutCoverage.Of(model, fitted, fact, days, seed, cancellationToken),
            LogScore = Score(source, model, fitted, end, cancellationToken),
            Verdict = forecast.Verdict,
            ByFrequency = [.. forecast.ByFrequency()],
            Weekly = [.. Weekly(fitted, fact, model.AsOf, end)],
            Fit = model,
        };
    }

    private static double Score(CustomerSource source, CustomerModel model, FittedModel fitted, DateTime end, CancellationToken cancellationToken)
    {
        var cut = PeriodCalendar.Day(model.AsOf);
        return HoldOut.Score(fitted.Purchases, Histories(cut), Histories(PeriodCalendar.Day(end)));

        PurchaseHistories Histories(int asOf) => HistoryColumns.Purchases(CustomerFacts.Histories(source, asOf, cut, cancellationToken), model.TimeUnit.Days());
    }

    private static IEnumerable<WeeklyTracking> Weekly(FittedModel fitted, HoldOutFact fact, DateTime cut, DateTime end)
    {
        var cutDay = PeriodCalendar.Day(cut);
        var starts = fact.Histories.GroupBy(history => cutDay - 1 - history.Before.Age).Select(start => (Day: start.Key, Customers: start.Sum(history => history.Before.Customers))).ToList();
        var (cumulativeActual, cumulativeExpected) = (0L, 0.0);
        for (var day = fact.FirstDay; day < PeriodCalendar.Day(end); day += 7)
        {
            var to = Math.Min(day + 7, PeriodCalendar.Day(end));
            var actual = fact.RepeatsByDay.AsSpan()[(day - fact.FirstDay)..(to - fact.FirstDay)];
            var before = (cumulativeActual, cumulativeExpected);
            foreach (var count in actual)
            {
                cumulativeActual += count;
            }

            // The last day of the week is its last observed one.
            cumulativeExpected = starts.Where(start => start.Day < to).Sum(start => start.Customers * fitted.Purchases.ExpectedPurchases(fitted.Units(to - 1 - start.Day)));
            yield return new(PeriodCalendar.Date(to), cumulativeActual - before.cumulativeActual, cumulativeExpected - before.cumulativeExpected, cumulativeActual, cumulativeExpected, to > cutDay);
        }
    }
}
