using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Ledger;
using CustomerMetrics.Engine.Tests.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>The records: what they are made of, in which unit, and what is refused.</summary>
public sealed class SurvivalMetricTests
{
    private const string Reasons = "days,why,plan\n10,price,a\n20,,a\n30,moved,a\n30,price,b\n40,price,b\n50,,b\n";

    [Fact]
    public void EverybodyIsLostOrStillThere()
    {
        foreach (var survival in Survival(Table(Reasons, groups: ["plan"]), new()))
        {
            Assert.Equal(survival.Customers, survival.Lost + survival.Censored);
            Assert.Equal(survival.Lost, survival.Curve.Sum(point => point.Lost));
            Assert.Equal(survival.Censored, survival.Curve.Sum(point => point.Censored));
            Assert.Equal(survival.Lost, survival.Hazard.Sum(band => band.Lost));
            Assert.Equal(["moved", "price"], survival.Curve[0].Incidence.Select(incidence => incidence.Reason));
            Assert.All(survival.Curve, point => Near.Absolute(1, point.Survival + point.Incidence.Sum(incidence => incidence.Incidence), 1e-14));
        }
    }

    [Fact]
    public void AgesInOtherUnits()
    {
        var days = Survival(Table(Reasons, AgeUnit.Day), new()).Single();
        var weeks = Survival(Table(Reasons, AgeUnit.Day), new() { AgeUnit = AgeUnit.Week }).Single();
        Assert.Equal(AgeUnit.Week, weeks.Unit);
        Near.Relative(days.Median!.Value / 7, weeks.Median!.Value, 1e-14);
        Near.Relative(days.RestrictedMean!.Value / 7, weeks.RestrictedMean!.Value, 1e-14);
        Near.Relative(days.RestrictedMeanLow!.Value / 7, weeks.RestrictedMeanLow!.Value, 1e-12);
        Assert.Equal(days.Curve.Select(point => point.Survival), weeks.Curve.Select(point => point.Survival));
        Near.Relative(30.4375 * days.Median!.Value, Survival(Table(Reasons, AgeUnit.Month), new() { AgeUnit = AgeUnit.Day }).Single().Median!.Value, 1e-14);
        Assert.Null(Survival(Table(Reasons), new()).Single().Unit);
    }

    [Fact]
    public void TheMeanGoesAsFarAsAllGroupsAreSeen()
    {
        var groups = Survival(Table(Reasons, groups: ["plan"]), new()).ToList();
        Assert.All(groups, group => Assert.Equal(30, group.Horizon));
        Near.Relative((10 * 1) + (20 * 2.0 / 3), groups[0].RestrictedMean!.Value, 1e-14);
        var far = Survival(Table(Reasons, groups: ["plan"]), new() { Horizon = 60 }).Last();
        Assert.Null(far.RestrictedMean);
        Assert.Contains(far.Notes, note => note.StartsWith("There is no mean up to 60", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsNullSaysWhy()
    {
        var survival = Survival(Table("days,why\n10,\n20,x\n30,\n40,\n"), new()).Single();
        Assert.Null(survival.Median);
        Assert.Equal(["There is no median: 66.7% are still there at the last age."], survival.Notes);
        Assert.Null(survival.Curve[0].Low);
        Assert.NotNull(survival.Curve[1].Low);
    }

    [Fact]
    public void ACurveThatEndsEarlySaysSo()
    {
        var survival = Survival(Read("days,lost,from\n5,1,\n9,1,7\n9,0,6\n", new() { Duration = "days", Event = "lost", Entry = "from" }), new()).Single();
        Assert.Equal(2, survival.LateEntries);
        Assert.Contains("At 5 all 1 who were at risk were lost, so the curve says nothing of those who entered later.", survival.Notes);
    }

    [Fact]
    public void BandsAreRoundAndAtMostTwenty()
    {
        var survival = Survival(Table("days,why\n333,x\n777,\n"), new()).Single();
        Assert.Equal(16, survival.Hazard.Length);
        Assert.Equal([0, 50, 100], survival.Hazard.Take(3).Select(band => band.From));
        Assert.Equal(1, survival.Hazard[6].Lost);
        Near.Relative(1 / survival.Hazard[6].Exposure, survival.Hazard[6].Hazard!.Value, 1e-15);
        Assert.Equal(0, survival.Hazard[0].Low);
        Assert.Equal(4, Survival(Table("days,why\n333,x\n777,\n"), new() { BandWidth = 200 }).Single().Hazard.Length);
    }

    [Fact]
    public void QuantilesAreOfTheLost()
    {
        var survival = Survival(Table("days,why\n" + string.Concat(Enumerable.Range(1, 99).Select(day => $"{day},x\n"))), new() { Quantiles = [0.1, 0.9] }).Single();
        Assert.Equal([(0.1, 10.0), (0.9, 90.0)], survival.Quantiles.Select(quantile => (quantile.Lost, quantile.Age!.Value)));
        Assert.True(survival.Quantiles[0].Low < 10 && survival.Quantiles[0].High > 10);
        Assert.Equal(50, survival.Median);
    }

    [Fact]
    public void OfASourceTheRuleIsTold()
    {
        var table = TestSource.FromText(RandomTransactions.Csv(1, 300), TestSource.Options with { AsOf = new(2025, 1, 1) });
        var durations = TestSource.Engine.GetDurations(table, null, new() { ActivityRule = ActivityRule.Window, WindowDays = 45 }, CancellationToken.None);
        var survival = Survival(durations, new() { AgeUnit = AgeUnit.Month }).Single();
        Assert.Equal("declared lost after 45 days without an activity", survival.Rule);
        Assert.Equal((ActivityRule.Window, 45, AgeUnit.Month), (survival.ActivityRule, survival.WindowDays, survival.Unit));
        Assert.Equal((double)survival.CameBack!.Value / survival.Lost, survival.CameBackShare);
        Assert.True(survival.LeftEdge);
        Assert.Equal(new DateTime(2025, 1, 1), survival.AsOf);

        // Nobody can be declared lost before the rule does it.
        Assert.True(survival.Curve.First(point => point.Lost > 0).Age >= 45 / 30.4375);
    }

    [Fact]
    public void TransactionsNeedARule()
    {
        var table = TestSource.FromText(RandomTransactions.Csv(1, 300));
        var failure = Fails("LossRuleMissing", () => TestSource.Engine.GetDurations(table, null, new(), CancellationToken.None));
        Assert.Contains("A proposal is", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-ActivityRule Window", failure.Remedy, StringComparison.Ordinal);
        Fails("WindowDaysMissing", () => TestSource.Engine.GetDurations(table, null, new() { ActivityRule = ActivityRule.Window }, CancellationToken.None));
        Fails("WindowDaysInvalid", () => TestSource.Engine.GetDurations(table, null, new() { ActivityRule = ActivityRule.Window, WindowDays = 0 }, CancellationToken.None));
        Fails("SinceAfterAsOf", () => TestSource.Engine.GetDurations(table, null, new() { ActivityRule = ActivityRule.Window, WindowDays = 9, AsOf = new(2024, 5, 1), Since = new(2024, 5, 1) }, CancellationToken.None));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void QuantileInvalid(double share) => Fails("QuantileInvalid", () => Survival(Table(Reasons), new() { Quantiles = [0.5, share] }));

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void AgeLimitAndBandWidthInvalid(double age)
    {
        Fails("AgeLimitInvalid", () => Survival(Table(Reasons), new() { Horizon = age }));
        Fails("BandWidthInvalid", () => Survival(Table(Reasons), new() { BandWidth = age }));
    }

    [Fact]
    public void TooManyBands() => Fails("BandWidthInvalid", () => Survival(Table(Reasons), new() { BandWidth = 0.001 }));

    [Fact]
    public void AUnitThatNobodyKnows() => Fails("DurationUnitMissing", () => Survival(Table(Reasons), new() { AgeUnit = AgeUnit.Day }));

    [Fact]
    public void TestsNeedGroupsAndTheirPowers()
    {
        Fails("SurvivalTestNeedsGroups", () => Test(Table(Reasons), new()));
        Fails("TooManyGroups", () => Test(Table("days,why,plan\n" + string.Concat(Enumerable.Range(1, 101).Select(plan => $"{plan},x,{plan}\n")), groups: ["plan"]), new()));
        Fails("FlemingPowerUnused", () => Test(Table(Reasons, groups: ["plan"]), new() { FlemingQ = 1 }));
        Fails("FlemingPowerInvalid", () => Test(Table(Reasons, groups: ["plan"]), new() { Tests = [SurvivalTestKind.FlemingHarrington], FlemingP = -1 }));
    }

    [Fact]
    public void EachTestOnce()
    {
        var tests = Test(Table(Reasons, groups: ["plan"]), new() { Tests = [SurvivalTestKind.LogRank, SurvivalTestKind.Peto, SurvivalTestKind.LogRank] });
        Assert.Equal([SurvivalTestKind.LogRank, SurvivalTestKind.Peto], tests.Select(test => test.Test));
        Assert.Equal(["a", "b"], tests[0].ByGroup.Select(group => group.Group));
        Assert.Equal(4, tests[0].ByGroup.Sum(group => group.Observed));
        Near.Relative(4, tests[0].ByGroup.Sum(group => group.Expected), 1e-14);
    }

    private static CustomerMetricsException Fails(string id, Action ask)
    {
        var failure = Assert.Throws<CustomerMetricsException>(ask);
        Assert.Equal(id, failure.ErrorId);
        return failure;
    }

    private static IEnumerable<CustomerSurvival> Survival(CustomerDurations durations, SurvivalQuery query) => TestSource.Engine.GetSurvival(durations, query);

    private static IReadOnlyList<SurvivalTest> Test(CustomerDurations durations, SurvivalTestQuery query) => TestSource.Engine.TestSurvival(durations, query, CancellationToken.None);

    private static CustomerDurations Table(string csv, AgeUnit? unit = null, IReadOnlyList<string>? groups = null) =>
        Read(csv, new() { Duration = "days", Reason = "why", Unit = unit, Groups = groups ?? [] });

    private static CustomerDurations Read(string csv, DurationColumns columns) => DurationRows.OfCsv(csv, columns);
}
