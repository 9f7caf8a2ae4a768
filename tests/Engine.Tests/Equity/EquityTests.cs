using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Metrics.Equity;
using CustomerMetrics.Engine.Tests.Gold;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Equity;

/// <summary>Customer equity is the sum of what Measure-CustomerValue says of each customer, however it is grouped.</summary>
public sealed class EquityTests
{
    private static readonly Horizon Year = new(12, PeriodUnit.Month);

    public static TheoryData<ModelKind, bool> Models { get; } = new()
    {
        { ModelKind.ParetoNbd, true }, { ModelKind.ParetoNbd, false },
        { ModelKind.MbgNbd, true }, { ModelKind.MbgNbd, false },
        { ModelKind.BgNbd, true }, { ModelKind.BgNbd, false },
        { ModelKind.Nbd, true }, { ModelKind.Nbd, false },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void IsTheSumOfTheResidualValues(ModelKind kind, bool isInfinite)
    {
        var shop = EquityGiven.Shop(400);
        var query = EquityGiven.Query(EquityGiven.Model(kind), isInfinite ? Horizon.Infinite : Year, EquityGiven.Middle);
        var equity = Assert.Single(EquityGiven.Equity(shop, query));
        var values = TestSource.Engine.GetValue(shop, new ValueQuery { AsOf = EquityGiven.Middle, Forecast = query.Forecast }, CancellationToken.None).Where(value => value.PurchaseDays > 0).ToList();
        Assert.Equal(values.Count, equity.Customers);
        Assert.Equal((double)values.Sum(value => value.ResidualValue!.Value), (double)equity.Equity!.Value, 0.0001 * values.Count);
        Assert.Equal(values.Sum(value => value.Net), equity.Net);
        if (kind is ModelKind.BgNbd)
        {
            Assert.Null(equity.ExpectedAlive);
            Assert.NotNull(equity.Reason);
        }
        else
        {
            Assert.Equal(values.Sum(value => value.ProbabilityAlive!.Value), equity.ExpectedAlive!.Value, 1e-6);
        }

        Assert.Equal(isInfinite, equity.ExpectedPurchases is null);
        Assert.Equal(values.Sum(value => value.ExpectedPurchases ?? 0), equity.ExpectedPurchases ?? 0, 1e-6);
    }

    [Fact]
    public void OfCdnowIsTheSumOfTheResidualValues()
    {
        var source = TestSource.FromCsv(GoldFact.Data("cdnow_sample.csv"), TestSource.Options with { AsOf = new DateTime(1998, 7, 1) });
        var model = TestSource.Engine.FitModel(source, new ModelQuery { Model = ModelKind.ParetoNbd, AsOf = new DateTime(1997, 10, 1), Spend = SpendKind.GammaGamma, TimeUnit = ModelTimeUnit.Week }, CancellationToken.None);
        var query = EquityGiven.Query(model, null, new DateTime(1997, 10, 1), new DateTime(1998, 1, 1), new DateTime(1998, 7, 1));
        var equity = EquityGiven.Equity(source, query);
        foreach (var at in equity)
        {
            var values = TestSource.Engine.GetValue(source, new ValueQuery { AsOf = at.AsOf, Forecast = query.Forecast }, CancellationToken.None).ToList();
            Assert.Equal((double)values.Sum(value => value.ResidualValue ?? 0), (double)at.Equity!.Value, 0.2);
        }

        var bridges = EquityGiven.Bridge(source, query).Where(bridge => bridge.Class is EquityClass.All).ToList();
        Assert.Equal(equity.Take(2).Select(at => at.Equity!.Value), bridges.Select(bridge => bridge.Opening));
        Assert.Equal(equity.Skip(1).Select(at => at.Equity!.Value), bridges.Select(bridge => bridge.Closing));
        Assert.All(bridges, bridge => Assert.Equal(0, bridge.Check));
        Assert.All(bridges, bridge => Assert.Equal(bridge.Closing, EquityGiven.Sum(bridge)));
    }

    [Fact]
    public void GroupsAddUpToTheWhole()
    {
        var shop = EquityGiven.Shop(700, groups: 7);
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, EquityGiven.Middle, EquityGiven.End);
        var whole = EquityGiven.Equity(shop, query);
        var groups = EquityGiven.Equity(shop, query with { GroupBy = ["region"] });
        Assert.Equal(14, groups.Count);
        foreach (var at in whole)
        {
            var parts = groups.Where(group => group.AsOf == at.AsOf).ToList();
            Assert.Equal(at.Equity, parts.Sum(group => group.Equity));
            Assert.Equal(at.Customers, parts.Sum(group => group.Customers));
            Assert.Equal(at.Net, parts.Sum(group => group.Net));
        }
    }

    [Fact]
    public void IntervalsHoldTheEquityAndStayTheSame()
    {
        var shop = EquityGiven.Shop(1500);
        var model = TestSource.Engine.FitModel(shop, new ModelQuery { Model = ModelKind.ParetoNbd, AsOf = EquityGiven.Middle, Spend = SpendKind.GammaGamma, TimeUnit = ModelTimeUnit.Week }, CancellationToken.None);
        var query = EquityGiven.Query(model, Year, EquityGiven.End) with { GroupBy = ["region"] };
        query = query with { Forecast = query.Forecast with { HasInterval = true, Seed = 4 } };
        var groups = EquityGiven.Equity(shop, query);
        Assert.All(groups, group =>
        {
            Assert.InRange(group.Equity!.Value, group.MeanLow!.Value, group.MeanHigh!.Value);
            Assert.InRange(group.Equity.Value, group.Low!.Value, group.High!.Value);
            Assert.True(group.High - group.Low > group.MeanHigh - group.MeanLow, "The outcome is surer than its mean.");
        });
        Assert.Equal(groups, EquityGiven.Equity(shop, query));
        var other = EquityGiven.Equity(shop, query with { Forecast = query.Forecast with { Seed = 5 } });
        Assert.NotEqual(groups[0].Low, other[0].Low);
        var revenue = groups[0];
        var margin = EquityGiven.Equity(shop, query with { Forecast = query.Forecast with { MarginRate = 0.25 } })[0];
        Assert.Equal((double)revenue.Low!.Value / 4, (double)margin.Low!.Value, 0.001);
        Assert.Equal((double)revenue.MeanHigh!.Value / 4, (double)margin.MeanHigh!.Value, 0.001);
    }

    [Fact]
    public void ASampleOfManyCustomersGivesAboutTheIntervalOfAll()
    {
        var shop = EquityGiven.Shop(9000);
        var model = TestSource.Engine.FitModel(shop, new ModelQuery { Model = ModelKind.ParetoNbd, AsOf = EquityGiven.Middle, Spend = SpendKind.GammaGamma, TimeUnit = ModelTimeUnit.Week }, CancellationToken.None);
        var fact = CustomerFacts.Equity(shop, PeriodCalendar.Day(EquityGiven.End), [], CancellationToken.None);
        double[] equity = [(double)EquityGiven.Equity(shop, EquityGiven.Query(model, Year, EquityGiven.End))[0].Equity!.Value];
        var (sample, all) = (Interval(4000), Interval(long.MaxValue));
        Assert.Equal(1, (sample.MeanHigh - sample.MeanLow) / (all.MeanHigh - all.MeanLow), 0.05);
        Assert.Equal(1, (sample.High - sample.Low) / (all.High - all.Low), 0.15);

        ResidualInterval Interval(long customers) =>
            new EquityDraws(FittedModel.Drawer(model)!, FittedModel.From(model), new Valuation(EquityGiven.End, Year, 0.1, 1), 1, 500, customers).Intervals(fact, equity, CancellationToken.None)[0]!.Value;
    }

    [Fact]
    public void NobodyIsWorthNothing()
    {
        var equity = Assert.Single(EquityGiven.Equity(EquityGiven.Shop(20), EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, EquityGiven.Start)));
        Assert.Equal((0L, 0m, 0d), (equity.Customers, equity.Equity!.Value, equity.ExpectedAlive!.Value));
    }

    [Fact]
    public void AnEndlessSpendHasAReason()
    {
        var model = EquityGiven.Model(ModelKind.ParetoNbd);
        model = model with { Spend = model.Spend! with { Parameters = model.Spend.Parameters.ToDictionary(pair => pair.Key, pair => pair.Key == "q" ? 0.9 : pair.Value, StringComparer.Ordinal) } };
        var query = EquityGiven.Query(model, null, EquityGiven.Middle, EquityGiven.End);
        Assert.All(EquityGiven.Equity(EquityGiven.Shop(50), query), equity =>
        {
            Assert.Null(equity.Equity);
            Assert.Equal(EquityQuestion.EndlessSpend, equity.Reason);
        });
        Assert.Equal("EquityUnknown", Assert.Throws<CustomerMetricsException>(() => EquityGiven.Bridge(EquityGiven.Shop(50), query)).ErrorId);
        Assert.NotNull(EquityGiven.Equity(EquityGiven.Shop(50), query with { Forecast = query.Forecast with { Model = model with { Spend = null } } })[0].Reason);
    }

    [Fact]
    public void AModelMustNotBeNewerThanTheFirstDate()
    {
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd, EquityGiven.End), null, EquityGiven.Middle, EquityGiven.End);
        Assert.Equal("ModelFromTheFuture", Assert.Throws<CustomerMetricsException>(() => EquityGiven.Equity(EquityGiven.Shop(50), query)).ErrorId);
    }

    [Fact]
    public void ADateMustNotLieAfterTheAsOfDate()
    {
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, EquityGiven.End.AddDays(1));
        Assert.Equal("ValuationDateAfterAsOf", Assert.Throws<CustomerMetricsException>(() => EquityGiven.Equity(EquityGiven.Shop(50), query)).ErrorId);
        Assert.Single(EquityGiven.Equity(EquityGiven.Shop(50), query with { AsOf = EquityGiven.End.AddDays(1) }));
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, 6)]
    [InlineData(new[] { 0.00005, 0.00005, 0.00005 }, 0.0002)]
    [InlineData(new[] { 1.00004, 1.00004, -2.00008 }, 0)]
    [InlineData(new[] { 0.1, 0.2 }, 0.4)]
    public void RoundedPartsAddUp(double[] parts, double whole)
    {
        var rounded = Apportionment.Round(parts, (decimal)whole);
        Assert.Equal((decimal)whole, rounded.Sum());
        Assert.All(rounded, part => Assert.Equal(decimal.Round(part, 4), part));
    }
}
