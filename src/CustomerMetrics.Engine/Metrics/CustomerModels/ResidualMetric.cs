using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using CustomerMetrics.Engine.Facts.Summaries;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>What one customer after the other is expected to bring, with intervals where they are asked for.</summary>
internal sealed class ResidualMetric
{
    private readonly ValueForecast forecast;
    private readonly FittedModel model;
    private readonly Valuation valuation;
    private readonly ResidualDraws? draws;
    private readonly double? marginRate;
    private readonly bool salesOnly;
    private readonly int lastDay;

    // Many customers bought once on the same day, and are alike to the model.
    private readonly Dictionary<(int Repeats, int Last, int Age), ResidualInterval> known = [];
    private readonly Dictionary<(int Repeats, int Age), (double Purchases, double Discounted)> expectations = [];

    public ResidualMetric(CustomerSource source, ValueForecast forecast, DateTime asOf, int asOfDay)
    {
        this.forecast = forecast;
        ForecastRules.Check(source, forecast);
        ForecastRules.CheckNotLater(forecast.Model, asOf);
        model = FittedModel.From(forecast.Model);
        marginRate = ForecastRules.MarginRate(forecast);
        valuation = new Valuation(asOf, forecast.Horizon, forecast.DiscountRate, marginRate ?? 1);
        draws = forecast.HasInterval && model.HasSpend && FittedModel.Drawer(forecast.Model) is { } drawer ? new ResidualDraws(drawer, valuation, forecast.Seed, forecast.Draws) : null;
        salesOnly = source.Refund is RefundRule.Separate;
        lastDay = asOfDay - 1;
    }

    /// <summary>Adds the forecast to what history says. Who never bought has none.</summary>
    public CustomerValue Complete(CustomerValue value, in CustomerSummary summary)
    {
        var told = value.Group is null ? new CustomerForecast(value) : new GroupedCustomerForecast(value);
        if (summary.ActivityDays == 0)
        {
            return told;
        }

        var repeats = summary.ActivityDays - 1;
        var last = summary.LastActivity - summary.FirstActivity;
        var age = lastDay - summary.FirstActivity;
        var money = (double)Money.ToDecimal(salesOnly ? summary.RepeatSales : summary.RepeatSales + summary.RepeatRefunds);
        var alive = model.Purchases.ProbabilityAlive(repeats, model.Units(last), model.Units(age));
        var (purchases, discounted) = ExpectIfAlive(repeats, age);
        var spend = model.HasSpend ? model.ExpectedSpend(repeats, money) : double.NaN;
        var interval = draws is null || !double.IsFinite(spend) ? default(ResidualInterval?) : IntervalOf(repeats, last, age, money, purchases > 0 && !valuation.IsInfinite ? discounted / purchases : 1);
        return told with
        {
            ProbabilityAlive = model.Kind is ModelKind.BgNbd && repeats == 0 ? null : alive,
            ExpectedPurchases = valuation.IsInfinite ? null : alive * purchases,
            ExpectedSpend = ToMoney(spend),
            ResidualValue = ToMoney(alive * discounted * spend * valuation.MarginRate),
            ResidualLow = ToMoney(interval?.Low),
            ResidualHigh = ToMoney(interval?.High),
            MeanLow = ToMoney(interval?.MeanLow),
            MeanHigh = ToMoney(interval?.MeanHigh),
            Model = model.Kind,
            Horizon = forecast.Horizon.ToString(),
            DiscountRate = forecast.DiscountRate,
            MarginRate = marginRate,
        };
    }

    // Who is alive is told by frequency and age alone, of which there are few.
    private (double Purchases, double Discounted) ExpectIfAlive(int repeats, int age)
    {
        ref var expected = ref CollectionsMarshal.GetValueRefOrAddDefault(expectations, (repeats, age), out var isKnown);
        if (!isKnown)
        {
            expected = valuation.ExpectIfAlive(model, repeats, age);
        }

        return expected;
    }

    private ResidualInterval IntervalOf(int repeats, int last, int age, double money, double discount)
    {
        if (repeats > 0)
        {
            return draws!.Interval(repeats, last, age, money, discount);
        }

        if (!known.TryGetValue((repeats, last, age), out var interval))
        {
            interval = draws!.Interval(repeats, last, age, money, discount);
            known.Add((repeats, last, age), interval);
        }

        return interval;
    }

    private static decimal? ToMoney(double? value) => value is { } number && double.IsFinite(number) && Math.Abs(number) < 1e15 ? decimal.Round((decimal)number, Money.Scale) : null;
}
