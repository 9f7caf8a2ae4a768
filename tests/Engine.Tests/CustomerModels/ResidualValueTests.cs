using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.CustomerModels;

/// <summary>What customers are expected to bring: against the models themselves, against what they did, and against each other.</summary>
public sealed class ResidualValueTests
{
    private static readonly DateTime AsOf = new(2024, 7, 1);
    private static readonly Lazy<TransactionTable> Table = new(() => Drawn.Table());
    private static readonly Lazy<CustomerModel> Pareto = new(() => Fit(ModelKind.ParetoNbd));

    [Theory]
    [InlineData(12, PeriodUnit.Month, 0.1)]
    [InlineData(2, PeriodUnit.Year, 0.3)]
    [InlineData(5, PeriodUnit.Quarter, 0)]
    public void IsTheSumOfDiscountedMonths(int count, PeriodUnit unit, double rate)
    {
        var horizon = new Horizon(count, unit);
        var p = Pareto.Value.Parameters;
        var model = new ParetoNbdModel(p["r"], p["alpha"], p["s"], p["beta"]);
        var g = Pareto.Value.Spend!.Parameters;
        var spend = new GammaGammaModel(g["p"], g["q"], g["gamma"]);
        var months = count * unit switch { PeriodUnit.Month => 1, PeriodUnit.Quarter => 3, _ => 12 };
        foreach (var value in Values(new() { Model = Pareto.Value, Horizon = horizon, DiscountRate = rate, HasInterval = false }).Where((_, i) => i % 37 == 0))
        {
            var x = value.PurchaseDays - 1;
            var (last, age) = ((value.LastActivity! - value.FirstActivity!).Value.Days / 7.0, ((AsOf - value.FirstActivity!.Value).Days - 1) / 7.0);
            double Expected(int month) => model.ConditionalExpectedPurchases(x, last, age, (AsOf.AddMonths(month) - AsOf).Days / 7.0);
            var discounted = Enumerable.Range(1, months).Sum(month => (Expected(month) - Expected(month - 1)) * Math.Pow(1 + rate, -month / 12.0));
            Assert.Equal(model.ProbabilityAlive(x, last, age), value.ProbabilityAlive!.Value, 12);
            Assert.Equal(Expected(months), value.ExpectedPurchases!.Value, 9);
            Assert.Equal(discounted * (double)value.ExpectedSpend!.Value, (double)value.ResidualValue!.Value, 0.01);
            var repeatMoney = (double)RepeatMoney(value);
            Assert.Equal(spend.ExpectedSpend(x, x == 0 ? 0 : Math.Max(0, repeatMoney) / x), (double)value.ExpectedSpend!.Value, 0.0001);
        }
    }

    [Theory]
    [InlineData(ModelKind.ParetoNbd)]
    [InlineData(ModelKind.MbgNbd)]
    [InlineData(ModelKind.BgNbd)]
    [InlineData(ModelKind.Nbd)]
    public void AllTimeIsTheLimitOfLongHorizons(ModelKind kind)
    {
        var model = Fit(kind);
        var infinite = Values(new() { Model = model, Horizon = Horizon.Infinite, DiscountRate = 0.25, HasInterval = false });
        var century = Values(new() { Model = model, Horizon = new(100, PeriodUnit.Year), DiscountRate = 0.25, HasInterval = false });
        foreach (var (whole, finite) in infinite.Zip(century).Where((_, i) => i % 53 == 0))
        {
            Assert.Null(whole.ExpectedPurchases);

            // Months are discounted at their end, half a month later than on average.
            Assert.InRange((double)finite.ResidualValue!.Value / (double)whole.ResidualValue!.Value, Math.Pow(1.25, -1.2 / 24), 1);
        }
    }

    [Fact]
    public void MarginTakesItsShare()
    {
        var options = Drawn.Options with { Columns = new() { Cost = "cost" } };
        var table = Drawn.Table(options: options);
        var model = TestSource.Engine.FitModel(table, new() { Model = ModelKind.MbgNbd, AsOf = AsOf }, CancellationToken.None);
        Assert.Equal(0.5, model.CostRate!.Value, 3);
        var revenue = Values(new() { Model = model with { CostRate = null }, Horizon = new(12, PeriodUnit.Month), HasInterval = false }, table);
        var byCost = Values(new() { Model = model, Horizon = new(12, PeriodUnit.Month), HasInterval = false }, table);
        var byRate = Values(new() { Model = model, Horizon = new(12, PeriodUnit.Month), MarginRate = 0.2, HasInterval = false }, table);
        Assert.Null(revenue[0].MarginRate);
        Assert.Equal(0.5, byCost[0].MarginRate!.Value, 3);
        Assert.All(revenue.Zip(byCost, byRate), values => Assert.Equal((0.5 * (double)values.First.ResidualValue!.Value, 0.2 * (double)values.First.ResidualValue!.Value), ((double)values.Second.ResidualValue!.Value, (double)values.Third.ResidualValue!.Value), Close(0.05)));
    }

    [Fact]
    public void IntervalsAreTheSameForTheSameSeedAndHistory()
    {
        var forecast = new ValueForecast { Model = Pareto.Value, Horizon = new(12, PeriodUnit.Month), Seed = 7, Draws = 60 };
        Assert.Equal(Values(forecast), Values(forecast));
        Assert.NotEqual(Values(forecast).Sum(value => value.ResidualHigh), Values(forecast with { Seed = 8 }).Sum(value => value.ResidualHigh));
        var byHistory = Values(forecast).GroupBy(value => (value.FirstActivity, value.LastActivity, value.PurchaseDays, RepeatMoney(value)));
        Assert.All(byHistory, alike => Assert.Single(alike.Select(value => (value.ResidualLow, value.ResidualHigh, value.MeanLow, value.MeanHigh)).Distinct()));
    }

    [Fact]
    public void IntervalsHoldTheValueAndWhatCame()
    {
        var values = Values(new() { Model = Pareto.Value, Horizon = new(6, PeriodUnit.Month) });
        Assert.All(values, value => Assert.True(value.MeanLow <= value.ResidualValue && value.ResidualValue <= value.MeanHigh));
        Assert.All(values, value => Assert.True(value.ResidualLow <= value.ResidualHigh && value.ResidualLow >= 0));
        var came = Values(null, Table.Value, new DateTime(2025, 1, 1)).ToDictionary(value => value.CustomerId, value => value.Gross, StringComparer.Ordinal);
        var covered = values.Count(value => came[value.CustomerId] - value.Gross >= value.ResidualLow && came[value.CustomerId] - value.Gross <= value.ResidualHigh);
        Assert.InRange((double)covered / values.Count, 0.94, 0.99);
        Assert.InRange((double)values.Sum(value => came[value.CustomerId] - value.Gross), 0.85 * (double)values.Sum(value => value.ResidualValue!.Value), 1.15 * (double)values.Sum(value => value.ResidualValue!.Value));
    }

    [Theory]
    [InlineData(ModelKind.ParetoNbd)]
    [InlineData(ModelKind.MbgNbd)]
    [InlineData(ModelKind.BgNbd)]
    public void DrawsOverAllTimeHaveTheDiscountedMean(ModelKind kind)
    {
        var fit = FittedModel.From(Fit(kind)).Purchases;
        const int draws = 40_000;
        const double rate = 0.01;
        foreach (var (x, age) in new[] { (0, 40.0), (3, 60.0) })
        {
            var random = new Random(11);
            var drawn = Enumerable.Range(0, draws).Select(_ => fit.DrawDiscountedIfAlive(x, age, rate, random).Discounted).ToList();
            var mean = drawn.Average();
            var error = Math.Sqrt(drawn.Average(value => (value - mean) * (value - mean)) / draws);
            Assert.InRange((mean - fit.DiscountedIfAlive(x, age, rate)) / error, -4, 4);
        }
    }

    [Fact]
    public void OneTimeBuyersHaveNoChanceToBeAliveUnderBgNbd()
    {
        var values = Values(new() { Model = Fit(ModelKind.BgNbd), Horizon = new(12, PeriodUnit.Month), HasInterval = false });
        Assert.All(values, value => Assert.Equal(value.PurchaseDays == 1, value.ProbabilityAlive is null));
    }

    [Fact]
    public void WhoNeverBoughtHasNoForecast()
    {
        var table = TestSource.FromText("customer_id,date,amount\na,2024-01-01,10\nb,2024-02-01,-5\n");
        Assert.Equal([false, true], Values(new() { Model = Pareto.Value, Horizon = new(12, PeriodUnit.Month) }, table, AsOf, all: true).Select(value => value.ResidualValue is null));
    }

    [Theory]
    [InlineData("DiscountRateMissing", 0, 0.0, null)]
    [InlineData("DiscountRateInvalid", 12, -1.0, null)]
    [InlineData("DiscountRateInvalid", 12, double.NaN, null)]
    [InlineData("MarginInvalid", 12, 0.0, 35.0)]
    public void WhatCannotBeIsAnError(string errorId, int months, double rate, double? margin) =>
        Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(() => Values(new() { Model = Pareto.Value, Horizon = new(months, PeriodUnit.Month), DiscountRate = rate, MarginRate = margin })).ErrorId);

    [Fact]
    public void AModelMustNotKnowTheFutureNorAnotherCurrency()
    {
        Assert.Equal("ModelFromTheFuture", Assert.Throws<CustomerMetricsException>(() => Values(new() { Model = Pareto.Value, Horizon = new(12, PeriodUnit.Month) }, Table.Value, AsOf.AddDays(-1))).ErrorId);
        var euros = TestSource.FromText("customer_id,date,amount\na,2024-01-01,10\n", TestSource.Options with { Currency = "EUR" });
        Assert.Equal("ModelCurrencyDiffers", Assert.Throws<CustomerMetricsException>(() => Values(new() { Model = Pareto.Value with { Currency = "USD" }, Horizon = new(12, PeriodUnit.Month) }, euros)).ErrorId);
    }

    private static decimal RepeatMoney(CustomerValue value) => Repeats.Value[value.CustomerId];

    // The money after the day of the first purchase, row by row.
    private static readonly Lazy<Dictionary<string, decimal>> Repeats = new(() =>
    {
        var whole = Values(null, Table.Value, AsOf, all: true).ToDictionary(value => value.CustomerId, StringComparer.Ordinal);
        var first = whole.Values.Where(value => value.FirstActivity is not null).GroupBy(value => value.FirstActivity!.Value)
            .SelectMany(day => Values(null, Table.Value, day.Key.AddDays(1), all: true).Where(value => whole[value.CustomerId].FirstActivity == day.Key))
            .ToDictionary(value => value.CustomerId, value => value.Net, StringComparer.Ordinal);
        return first.ToDictionary(pair => pair.Key, pair => whole[pair.Key].Net - pair.Value, StringComparer.Ordinal);
    });

    private static IEqualityComparer<(double, double)> Close(double tolerance) => EqualityComparer<(double, double)>.Create((a, b) => Math.Abs(a.Item1 - b.Item1) <= tolerance && Math.Abs(a.Item2 - b.Item2) <= tolerance);

    private static CustomerModel Fit(ModelKind kind) => TestSource.Engine.FitModel(Table.Value, new() { Model = kind, AsOf = AsOf }, CancellationToken.None);

    private static List<CustomerValue> Values(ValueForecast? forecast, TransactionTable? table = null, DateTime? asOf = null, bool all = false) =>
        [.. TestSource.Engine.GetValue(table ?? Table.Value, new() { Forecast = forecast, AsOf = asOf ?? AsOf }, CancellationToken.None).Where(value => all || value.PurchaseDays > 0)];
}
