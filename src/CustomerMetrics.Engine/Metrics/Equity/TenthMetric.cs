using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>How equity is spread over the customers: ten equal parts of them by residual value, rounded so that they add up to it.</summary>
internal static class TenthMetric
{
    private const int Parts = 10;

    public static IReadOnlyList<EquityTenth> Compute(CustomerSource source, ValueForecast forecast, DateTime asOf, decimal equity, CancellationToken cancellationToken)
    {
        var values = Values(source, forecast, asOf, cancellationToken);
        if (values.Length < Parts)
        {
            return [];
        }

        Array.Sort(values);
        Array.Reverse(values);
        var ends = Enumerable.Range(0, Parts + 1).Select(part => (int)((long)values.Length * part / Parts)).ToArray();
        var sums = Enumerable.Range(0, Parts).Select(part => values.AsSpan(ends[part]..ends[part + 1]).ToArray().Sum()).ToArray();
        var rounded = Apportionment.Round(sums, equity);
        return
        [
            .. Enumerable.Range(0, Parts).Select(part => new EquityTenth
            {
                Tenth = part + 1,
                Customers = ends[part + 1] - ends[part],
                Equity = rounded[part],
                Share = equity == 0 ? null : (double)(rounded[part] / equity),
                ShareSoFar = equity == 0 ? null : (double)(rounded.Take(part + 1).Sum() / equity),
            }),
        ];
    }

    private static double[] Values(CustomerSource source, ValueForecast forecast, DateTime asOf, CancellationToken cancellationToken)
    {
        var model = FittedModel.From(forecast.Model);
        var valuation = new Valuation(asOf, forecast.Horizon, forecast.DiscountRate, ForecastRules.MarginRate(forecast) ?? 1);
        var day = PeriodCalendar.Day(asOf);
        var worths = new Dictionary<(int Repeats, int Last, int Age), double>();
        var expected = new Dictionary<(int Repeats, int Age), double>();
        var values = new List<double>();
        foreach (var state in CustomerFacts.States(source, day, cancellationToken))
        {
            var (repeats, last, age) = (state.Purchases - 1, state.Last - state.First, day - 1 - state.First);
            ref var worth = ref CollectionsMarshal.GetValueRefOrAddDefault(worths, (repeats, last, age), out var isKnown);
            if (!isKnown)
            {
                worth = model.Purchases.ProbabilityAlive(repeats, model.Units(last), model.Units(age)) * Discounted(repeats, age) * valuation.MarginRate;
            }

            values.Add(worth * model.ExpectedSpend(repeats, (double)Money.ToDecimal(state.RepeatMoney)));
        }

        return [.. values];

        double Discounted(int repeats, int age)
        {
            ref var discounted = ref CollectionsMarshal.GetValueRefOrAddDefault(expected, (repeats, age), out var isKnown);
            return isKnown ? discounted : discounted = valuation.ExpectIfAlive(model, repeats, age).Discounted;
        }
    }
}
