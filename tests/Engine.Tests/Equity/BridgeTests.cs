using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Equity;

/// <summary>Bridges balance, agree with the ledger and with the equity at their ends, and surprise nobody on average.</summary>
public sealed class BridgeTests
{
    private static readonly Horizon Year = new(12, PeriodUnit.Month);

    private static DateTime[] Quarters => [.. Enumerable.Range(0, 5).Select(quarter => EquityGiven.Middle.AddMonths(3 * quarter))];

    [Theory]
    [MemberData(nameof(EquityTests.Models), MemberType = typeof(EquityTests))]
    public void EveryBridgeBalances(ModelKind kind, bool isInfinite)
    {
        var shop = EquityGiven.Shop(500);
        var query = EquityGiven.Query(EquityGiven.Model(kind), isInfinite ? Horizon.Infinite : Year, Quarters);
        foreach (var grouped in (EquityQuery[])[query, query with { GroupBy = ["region"] }])
        {
            var bridges = EquityGiven.Bridge(shop, grouped);
            Assert.Equal(4 * 6 * (grouped.GroupBy.Count == 0 ? 1 : 4), bridges.Count);
            Assert.All(bridges, bridge =>
            {
                Assert.Equal(bridge.Closing, EquityGiven.Sum(bridge));
                Assert.Equal(0, bridge.Check);
                Assert.True(bridge.HorizonEffect == 0 || !isInfinite, "All time has no end that could come nearer.");
            });
            Assert.All(bridges.GroupBy(bridge => (bridge.Group, bridge.Start)), group =>
            {
                var all = group.Last();
                Assert.Equal(EquityClass.All, all.Class);
                Assert.Equal(group.SkipLast(1).Sum(bridge => bridge.Closing), all.Closing);
                Assert.Equal(group.SkipLast(1).Sum(bridge => bridge.Customers), all.Customers);
            });

            // Group by group the closing is the next opening, and both are what the equity is.
            var ends = bridges.Where(bridge => bridge.Class is EquityClass.All).ToLookup(bridge => bridge.Group);
            var equity = EquityGiven.Equity(shop, grouped).ToLookup(at => at.Group);
            foreach (var group in ends)
            {
                Assert.Equal(group.Skip(1).Select(bridge => bridge.Opening), group.SkipLast(1).Select(bridge => bridge.Closing));
                Assert.Equal(equity[group.Key].Select(at => at.Equity!.Value), group.Select(bridge => bridge.Opening).Append(group.Last().Closing));
            }
        }
    }

    [Fact]
    public void GroupsAddUpToTheWholeLineByLine()
    {
        var shop = EquityGiven.Shop(500);
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.MbgNbd), Year, Quarters) with { NewDiscountRate = 0.2 };
        var whole = EquityGiven.Bridge(shop, query);
        var groups = EquityGiven.Bridge(shop, query with { GroupBy = ["region"] });
        Assert.Contains(groups, group => group.Moved != 0);
        foreach (var bridge in whole)
        {
            var parts = groups.Where(group => group.Start == bridge.Start && group.Class == bridge.Class).ToList();
            foreach (var line in (Func<CustomerEquityBridge, decimal>[])[b => b.Opening, b => b.NewEquity + b.Surprise, b => b.Accretion, b => b.ExpectedCash, b => b.HorizonEffect, b => b.Moved, b => b.AssumptionEffect, b => b.Closing, b => b.ActualCash, b => b.Customers])
            {
                // Of the classes the last digit may differ: they add up to their group.
                Assert.InRange(parts.Sum(line) - line(bridge), bridge.Class is EquityClass.All ? 0 : -0.001m, bridge.Class is EquityClass.All ? 0 : 0.001m);
            }

            Assert.Equal(0, bridge.Moved);
        }
    }

    [Fact]
    public void ClassesAreThoseOfTheLedger()
    {
        var shop = EquityGiven.Shop(500);
        var bridges = EquityGiven.Bridge(shop, EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, Quarters)).ToLookup(bridge => bridge.Start);
        var entries = TestSource.Engine.GetLedger(shop, new LedgerQuery { Period = PeriodUnit.Quarter }, CancellationToken.None).Entries.Where(entry => entry.Start >= EquityGiven.Middle).ToList();
        Assert.Equal(4, entries.Count);
        foreach (var entry in entries)
        {
            var of = bridges[entry.Start].ToDictionary(bridge => bridge.Class);
            Assert.Equal((entry.New, entry.Returned, entry.Lost, entry.Opening - entry.Lost), (of[EquityClass.New].Customers, of[EquityClass.Returned].Customers, of[EquityClass.Lost].Customers, of[EquityClass.Kept].Customers));
            Assert.Equal(entry.ClosingValue + entry.OutsideValue, of[EquityClass.All].ActualCash);
            Assert.Equal((0m, 0m, 0m, 0m), (of[EquityClass.New].Opening, of[EquityClass.New].Surprise, of[EquityClass.New].ExpectedCash, of[EquityClass.Kept].NewEquity));
            Assert.Equal(of[EquityClass.New].NewEquity, of[EquityClass.New].Closing);

            // Silence is bad news, purchases are good ones.
            Assert.True(of[EquityClass.Lost].Surprise < 0 && of[EquityClass.Dormant].Surprise < 0 && of[EquityClass.Returned].Surprise > 0, "The surprise of a class has the wrong sign.");
        }
    }

    [Fact]
    public void APeriodWithoutRowsIsOfSilenceOnly()
    {
        var shop = EquityGiven.Shop(200, end: EquityGiven.Middle);
        var bridges = EquityGiven.Bridge(shop, EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, EquityGiven.Middle, EquityGiven.Middle.AddDays(50)) with { AsOf = EquityGiven.End }).ToDictionary(bridge => bridge.Class);
        Assert.Equal((0L, 0L, 0L, 0m), (bridges[EquityClass.New].Customers, bridges[EquityClass.Kept].Customers, bridges[EquityClass.Returned].Customers, bridges[EquityClass.All].ActualCash));
        Assert.True(bridges[EquityClass.All].Surprise < 0, "Silence is no good news.");
    }

    [Fact]
    public void AShopThatOpensHasNewCustomersOnly()
    {
        var bridges = EquityGiven.Bridge(EquityGiven.Shop(200), EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd, EquityGiven.Start.AddDays(-30)), null, EquityGiven.Start.AddDays(-30), EquityGiven.Middle));
        var all = bridges.Single(bridge => bridge.Class is EquityClass.All);
        Assert.Equal((0m, 0m, 0m), (all.Opening, all.Surprise, all.Accretion));
        Assert.Equal(all.NewEquity, all.Closing);
        var result = Assert.Single(TestSource.Engine.GetReturn(bridges));
        Assert.Null(result.Return);
        Assert.NotNull(result.Reason);
        Assert.Null(result.AnnualizedReturn);
    }

    [Fact]
    public void BridgesNeedTwoDates()
    {
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, EquityGiven.Middle, EquityGiven.Middle.AddHours(3));
        Assert.Equal("BridgeDatesMissing", Assert.Throws<CustomerMetricsException>(() => EquityGiven.Bridge(EquityGiven.Shop(20), query)).ErrorId);
    }

    [Theory]
    [InlineData("2025-01-15", "2025-02-20", 12, PeriodUnit.Month, false)]
    [InlineData("2025-01-01", "2025-04-01", 52, PeriodUnit.Week, false)]
    [InlineData("2025-01-30", "2025-02-28", 12, PeriodUnit.Month, false)]
    [InlineData("2025-01-15", "2025-03-15", 4, PeriodUnit.Quarter, true)]
    public void AFiniteHorizonWithADiscountNeedsMonths(string start, string end, int count, PeriodUnit unit, bool isSound)
    {
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), new Horizon(count, unit), Date(start), Date(end));
        if (isSound)
        {
            Assert.All(EquityGiven.Bridge(EquityGiven.Shop(50), query), bridge => Assert.Equal(0, bridge.Check));
        }
        else
        {
            Assert.Equal("BridgeNeedsMonths", Assert.Throws<CustomerMetricsException>(() => EquityGiven.Bridge(EquityGiven.Shop(50), query)).ErrorId);
        }

        // Without a discount any dates will do.
        Assert.All(EquityGiven.Bridge(EquityGiven.Shop(50), query with { Forecast = query.Forecast with { DiscountRate = 0 } }), bridge => Assert.Equal((0m, 0m), (bridge.Check, bridge.Accretion)));

        static DateTime Date(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void NewAssumptionsAreALineOfTheirOwnAtTheLastClose()
    {
        var shop = EquityGiven.Shop(300);
        var old = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, Quarters);
        var refit = EquityGiven.Model(ModelKind.ParetoNbd, EquityGiven.End, 0.7, 9, 0.9, 30);
        var before = EquityGiven.Bridge(shop, old).Where(bridge => bridge.Class is EquityClass.All).ToList();
        var after = EquityGiven.Bridge(shop, old with { NewModel = refit, NewDiscountRate = 0.08 }).Where(bridge => bridge.Class is EquityClass.All).ToList();
        Assert.Equal(before.SkipLast(1), after.SkipLast(1));
        var effect = after[^1].AssumptionEffect;
        Assert.NotEqual(0, effect);
        Assert.Equal(before[^1].Closing + effect, after[^1].Closing);
        Assert.Equal(before[^1].Surprise, after[^1].Surprise);
        var fresh = EquityGiven.Equity(shop, old with { At = [EquityGiven.End], Forecast = old.Forecast with { Model = refit, DiscountRate = 0.08 } });
        Assert.Equal(fresh[0].Equity, after[^1].Closing);

        var (plain, renewed) = (TestSource.Engine.GetReturn(before).Last(), TestSource.Engine.GetReturn(after).Last());
        Assert.Equal(plain.Return, renewed.Return);
        Assert.Equal(effect, renewed.AssumptionEffect);
        Assert.Equal((double)((renewed.CashFlow + renewed.ClosingEquity - renewed.OpeningEquity) / renewed.OpeningEquity), renewed.ReturnWithAssumptions!.Value, 1e-12);
    }

    [Fact]
    public void AModelMayKnowTheCloseAndNothingAfterIt()
    {
        var shop = EquityGiven.Shop(100);
        Assert.All(EquityGiven.Bridge(shop, EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd, Quarters[^1]), null, Quarters)), bridge => Assert.NotNull(bridge.Note));
        Assert.All(EquityGiven.Bridge(shop, EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd, Quarters[0]), null, Quarters)), bridge => Assert.Null(bridge.Note));
        Assert.Equal("ModelFromTheFuture", Assert.Throws<CustomerMetricsException>(() => EquityGiven.Bridge(shop, EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd, Quarters[^1].AddDays(1)), null, Quarters))).ErrorId);
    }

    [Fact]
    public void TheReturnIsCashAndChangeOverTheOpening()
    {
        var bridges = EquityGiven.Bridge(EquityGiven.Shop(300), EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, Quarters) with { GroupBy = ["region"] });
        var returns = TestSource.Engine.GetReturn(bridges).ToList();
        Assert.Equal(16, returns.Count);
        foreach (var (bridge, result) in bridges.Where(bridge => bridge.Class is EquityClass.All).Zip(returns))
        {
            var expected = (double)((bridge.ActualCash + bridge.Closing - bridge.Opening - bridge.Moved) / bridge.Opening);
            Assert.Equal(expected, result.Return!.Value, 1e-12);
            Assert.Equal(Math.Pow(1 + expected, 4) - 1, result.AnnualizedReturn!.Value, 1e-9);
        }
    }

    [Fact]
    public void CashIsTheMarginWhereThereIsOne()
    {
        var rows = new[] { ("A", "2025-01-05", 100m, 60m), ("A", "2025-02-05", 50m, 10m), ("A", "2025-02-07", -20m, -5m), ("B", "2025-02-10", 30m, 20m) };
        var options = TestSource.Options with { AsOf = new DateTime(2025, 4, 1), Columns = new ColumnMapping { Cost = "cost" } };
        var source = TestSource.FromRows(["customer_id", "date", "amount", "cost"], rows.Select(row => new object?[] { row.Item1, row.Item2, row.Item3, row.Item4 }), options);
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), null, new DateTime(2025, 2, 1), new DateTime(2025, 3, 1));
        Assert.Equal(60, Cash(query));
        Assert.Equal(15, Cash(query with { Forecast = query.Forecast with { MarginRate = 0.25 } }));
        Assert.Equal(35, Cash(query with { Forecast = query.Forecast with { Model = query.Forecast.Model with { CostRate = 0.4 } } }));

        decimal Cash(EquityQuery of) => EquityGiven.Bridge(source, of).Single(bridge => bridge.Class is EquityClass.All).ActualCash;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NobodyIsSurprisedOnAverageWhenTheModelIsTrue(bool isFinite)
    {
        // Customers drawn from the process whose parameters the model has, in groups whose surprises are independent.
        var shop = EquityGiven.Shop(20_000, groups: 100, refunds: 0, moving: false);
        var query = EquityGiven.Query(EquityGiven.Model(ModelKind.ParetoNbd), isFinite ? Year : Horizon.Infinite, EquityGiven.Middle, EquityGiven.Middle.AddMonths(6)) with { GroupBy = ["region"] };
        var bridges = EquityGiven.Bridge(shop, query);
        var ofNew = bridges.Where(bridge => bridge.Class is EquityClass.New).ToDictionary(bridge => bridge.Group!, bridge => bridge.ActualCash, StringComparer.Ordinal);
        var groups = bridges.Where(bridge => bridge.Class is EquityClass.All).ToList();
        Assert.Equal(100, groups.Count);
        Near(groups.Select(group => (double)group.Surprise));

        // The expected cash counts purchases up to the end of the period, what was paid does not; half a period of discount lies between.
        Near(groups.Select(group => (double)(group.ActualCash - ofNew[group.Group!] - (group.ExpectedCash / (decimal)Math.Pow(1.1, 0.25)))));

        static void Near(IEnumerable<double> values)
        {
            var array = values.ToArray();
            var mean = array.Average();
            var error = Math.Sqrt(array.Sum(value => (value - mean) * (value - mean)) / array.Length / (array.Length - 1));
            Assert.InRange(mean / error, -3, 3);
        }
    }
}
