using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>Static customer equity: the residual values of all customers at a date, summed history by history.</summary>
internal static class EquityMetric
{
    public static IReadOnlyList<CustomerEquity> Compute(CustomerSource source, EquityQuery query, CancellationToken cancellationToken)
    {
        var dates = EquityQuestion.Dates(source, query);
        ForecastRules.Check(source, query.Forecast);
        ForecastRules.CheckNotLater(query.Forecast.Model, dates[0]);
        var model = FittedModel.From(query.Forecast.Model);
        return [.. dates.SelectMany(date => At(source, query, model, date, cancellationToken))];
    }

    private static IEnumerable<CustomerEquity> At(CustomerSource source, EquityQuery query, FittedModel model, DateTime date, CancellationToken cancellationToken)
    {
        var forecast = query.Forecast;
        var valuation = new Valuation(date, forecast.Horizon, forecast.DiscountRate, ForecastRules.MarginRate(forecast) ?? 1);
        var fact = CustomerFacts.Equity(source, PeriodCalendar.Day(date), query.GroupBy, cancellationToken);
        var sums = EquitySums.Of(fact, model, valuation, cancellationToken);
        var reason = sums.NoEquity(model);
        var rounded = reason is null ? sums.Round() : [];
        var draws = reason is null && forecast.HasInterval && FittedModel.Drawer(forecast.Model) is { } drawer ? new EquityDraws(drawer, model, valuation, forecast.Seed, forecast.Draws) : null;
        var intervals = draws?.Intervals(fact, sums.Equity, cancellationToken);
        for (var part = 0; part < fact.Groups.Count; part++)
        {
            if (fact.Customers[part] == 0 && query.GroupBy.Count > 0)
            {
                continue;
            }

            var interval = intervals?[part];
            yield return new CustomerEquity
            {
                AsOf = date,
                Group = fact.Groups[part],
                Customers = fact.Customers[part],
                Equity = reason is null ? rounded[part] : null,
                Low = EquitySums.ToMoney(interval?.Low),
                High = EquitySums.ToMoney(interval?.High),
                Method = MethodOf(forecast, interval is not null),
                MeanLow = EquitySums.ToMoney(interval?.MeanLow),
                MeanHigh = EquitySums.ToMoney(interval?.MeanHigh),
                ExpectedAlive = model.Kind is ModelKind.BgNbd ? null : sums.Alive[part],
                ExpectedPurchases = valuation.IsInfinite ? null : sums.Purchases[part],
                Net = Money.ToDecimal(fact.Net[part]),
                Reason = reason ?? (model.Kind is ModelKind.BgNbd ? "Under BG/NBD every customer without a repeat purchase counts as alive, so the number alive cannot be told." : null),
                Model = model.Kind,
                ModelAsOf = forecast.Model.AsOf,
                Horizon = forecast.Horizon.ToString(),
                DiscountRate = forecast.DiscountRate,
                MarginRate = ForecastRules.MarginRate(forecast),
                GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
                Currency = source.Currency,
            };
        }
    }

    private static string MethodOf(ValueForecast forecast, bool hasInterval) => hasInterval
        ? TextCulture.Write($"Static, 95% of outcomes ({forecast.Draws} draws, seed {forecast.Seed})")
        : "Static, no interval";
}
