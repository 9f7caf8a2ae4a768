using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Histories;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>Holds what a model expected against what happened after the time it was fitted to.</summary>
internal static class ModelTestMetric
{
    private const double Begin = 0.75;
    private const int MostFrequency = 7;

    // So far a bias is within what models of this kind are praised for.
    private const double SmallBias = 0.1;

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

    private static DateTime Cut(CustomerSource source, ModelTestQuery query, DateTime end, CancellationToken cancellationToken)
    {
        if (query.HoldOut is { } holdOut)
        {
            var cut = holdOut.IsInfinite ? DateTime.MinValue : holdOut.Before(end);
            return cut <= FirstPurchase(source, end, cancellationToken) ? throw new CustomerMetricsException("HoldOutInvalid", FailureKind.InvalidArgument, "The hold-out begins before the first purchase, so there is nothing to fit a model to.", "Give a length of time that leaves some before it, such as '6 months'.") : cut;
        }

        var day = PeriodCalendar.Day(end);
        var first = PeriodCalendar.Day(FirstPurchase(source, end, cancellationToken));
        return PeriodCalendar.Date(first + (int)Math.Round((day - first) * Begin));
    }

    private static DateTime FirstPurchase(CustomerSource source, DateTime end, CancellationToken cancellationToken)
    {
        var day = PeriodCalendar.Day(end);
        return PeriodCalendar.Date(CustomerFacts.Histories(source, day, day, cancellationToken).FirstDay);
    }

    private static CustomerModelTest Judge(CustomerSource source, CustomerModel model, FittedModel fitted, HoldOutFact fact, DateTime end, long seed, CancellationToken cancellationToken)
    {
        var days = (end - model.AsOf).Days;
        var expected = Expectations(fitted, fact, days, cancellationToken);
        var customers = fact.Histories.Sum(history => history.Before.Customers);
        var actual = fact.Histories.Sum(history => history.Before.Customers * history.Later);
        var total = Weighted(fact, i => expected[i]);
        var bias = actual == 0 ? default(double?) : (total / actual) - 1;
        var error = Weighted(fact, i => Math.Abs(fact.Histories[i].Later - expected[i])) / customers;
        var naive = Weighted(fact, i => Math.Abs(fact.Histories[i].Later - Naive(fact.Histories[i].Before, days))) / customers;
        return new CustomerModelTest
        {
            Model = model.Model,
            Start = model.AsOf,
            End = end,
            Customers = customers,
            Actual = actual,
            Expected = total,
            Bias = bias,
            MeanAbsoluteError = error,
            NaiveError = naive,
            Coverage = HoldOutCoverage.Of(model, fitted, fact, days, seed, cancellationToken),
            LogScore = Score(source, model, fitted, end, cancellationToken),
            Verdict = Verdict(bias, error, naive, actual),
            ByFrequency = [.. ByFrequency(fact, expected)],
            Weekly = [.. Weekly(fitted, fact, model.AsOf, end)],
            Fit = model,
        };
    }

    private static double[] Expectations(FittedModel fitted, HoldOutFact fact, int days, CancellationToken cancellationToken)
    {
        var expected = new double[fact.Histories.Count];
        for (var i = 0; i < expected.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = fact.Histories[i].Before;
            expected[i] = fitted.Purchases.ConditionalExpectedPurchases(before.Repeats, fitted.Units(before.Last), fitted.Units(before.Age), fitted.Units(days));
        }

        return expected;
    }

    private static double Weighted(HoldOutFact fact, Func<int, double> value) => Enumerable.Range(0, fact.Histories.Count).Sum(i => fact.Histories[i].Before.Customers * value(i));

    private static double Naive(PurchaseHistory before, int days) => before.Age == 0 ? 0 : (double)before.Repeats / before.Age * days;

    // The likelihood of whole histories less that of their beginnings.
    private static double Score(CustomerSource source, CustomerModel model, FittedModel fitted, DateTime end, CancellationToken cancellationToken)
    {
        var cut = PeriodCalendar.Day(model.AsOf);
        return LogLikelihood(PeriodCalendar.Day(end)) - LogLikelihood(cut);

        double LogLikelihood(int asOf) => fitted.Purchases.LogLikelihood(HistoryColumns.Purchases(CustomerFacts.Histories(source, asOf, cut, cancellationToken), model.TimeUnit.Days()));
    }

    private static IEnumerable<FrequencyCalibration> ByFrequency(HoldOutFact fact, double[] expected) =>
        from i in Enumerable.Range(0, fact.Histories.Count)
        group i by Math.Min(fact.Histories[i].Before.Repeats, MostFrequency) into frequency
        orderby frequency.Key
        let customers = frequency.Sum(i => fact.Histories[i].Before.Customers)
        select new FrequencyCalibration(
            Errors.Invariant($"{frequency.Key}{(frequency.Key == MostFrequency ? "+" : "")}"),
            customers,
            (double)frequency.Sum(i => fact.Histories[i].Before.Customers * fact.Histories[i].Later) / customers,
            frequency.Sum(i => fact.Histories[i].Before.Customers * expected[i]) / customers);

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

    private static string Verdict(double? bias, double error, double naive, long actual)
    {
        if (bias is not { } share)
        {
            return "Nobody bought in the hold-out, so nothing can be said.";
        }

        var total = Math.Abs(share) <= SmallBias ? "The total is foretold well" : share > 0 ? "The model expects too much" : "The model expects too little";
        var gain = error < naive ? Errors.Invariant($"customer by customer it errs {(1 - (error / naive)) * 100:0}% less than letting each go on as before") : "customer by customer it is no better than letting each go on as before";
        return Errors.Invariant($"{total}: {actual * (1 + share):#,0} purchases were expected and {actual:#,0} came; {gain}.");
    }
}
