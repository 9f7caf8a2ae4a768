using System;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Durations of subscriptions, by hand.</summary>
public sealed class ContractDurationTests
{
    // A leaves for 10 days and comes back; B runs on; C was cancelled; D is free; E has a credit and a plan that changes.
    private const string Terms = """
        customer_id,start,end,amount,plan
        A,2024-01-01,2024-02-01,10,basic
        A,2024-02-11,2024-03-11,10,plus
        B,2024-01-15,,10,basic
        C,2024-01-10,2024-01-31,10,plus
        D,2024-01-01,2024-06-01,0,basic
        E,2024-02-01,2024-03-01,5,basic
        E,2024-02-01,2024-03-01,-5,plus
        E,2024-03-01,2024-05-01,20,plus
        """;

    [Fact]
    public void TheFirstLossCounts()
    {
        var survival = Survival(new()).Single();
        Assert.Equal((4, 2, 2, 1), (survival.Customers, survival.Lost, survival.Censored, survival.CameBack));
        Assert.Equal([(21, 4, 1, 0), (31, 3, 1, 0), (60, 2, 0, 1), (77, 1, 0, 1)], survival.Curve.Select(point => ((int)point.Age, point.AtRisk, point.Lost, point.Censored)));
        Assert.Equal((ActivityRule.Contract, null, false), (survival.ActivityRule, survival.WindowDays, survival.LeftEdge));
        Assert.Equal("lost with the end of the paid term", survival.Rule);
    }

    [Fact]
    public void GraceBridges()
    {
        var survival = Survival(new() { GraceDays = 10 }).Single();
        Assert.Equal([21, 60, 70, 77], survival.Curve.Select(point => point.Age));
        Assert.Equal([1, 0, 1, 0], survival.Curve.Select(point => point.Lost));
        Assert.Equal(0, survival.CameBack);
        Assert.Equal("lost with the end of the paid term when no other begins within 10 days", survival.Rule);

        // What ended within the grace is not lost yet: A on the 20th of March.
        Assert.Equal([21, 48, 65, 79], Survival(new() { GraceDays = 10 }, asOf: new(2024, 3, 20)).Single().Curve.Select(point => point.Age));
        Assert.Equal(1, Survival(new() { GraceDays = 10 }, asOf: new(2024, 3, 20)).Single().Lost);
    }

    [Fact]
    public void CustomersAreInTheGroupOfTheirFirstTerm() =>
        Assert.Equal([("basic", 3, 1), ("plus", 1, 1)], Survival(new(), new() { GroupBy = ["plan"] }).Select(group => (group.Group!, group.Customers, group.Lost)));

    [Fact]
    public void FreeTermsCountWhereTheImportSaysSo() => Assert.Equal(5, Survival(new() { IncludesFree = true }).Single().Customers);

    [Fact]
    public void FollowedFromADayOn()
    {
        var survival = Survival(new(), new() { Since = new(2024, 1, 31) }).Single();
        Assert.Equal((3, 2), (survival.Customers, survival.LateEntries));
    }

    [Fact]
    public void TermsHaveARuleOfTheirOwn()
    {
        Fails("ContractsHaveOneRule", new() { ActivityRule = ActivityRule.Window, WindowDays = 30 });
        Fails("WindowDaysWithoutWindow", new() { WindowDays = 30 });
    }

    private static void Fails(string id, DurationQuery query) => Assert.Equal(id, Assert.Throws<CustomerMetricsException>(() => Survival(new(), query)).ErrorId);

    private static CustomerSurvival[] Survival(ContractRule contract, DurationQuery? query = null, DateTime? asOf = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("terms.csv");
        File.WriteAllText(path, Terms);
        var options = TestSource.Options with { AsOf = asOf ?? new(2024, 4, 1), Contract = contract with { BillingPeriod = BillingPeriod.Month }, Columns = new() { Start = "start", End = "end", Groups = ["plan"] } };
        var source = TestSource.Engine.ReadCsv([path], options, progress: null, CancellationToken.None);
        return [.. TestSource.Engine.GetSurvival(TestSource.Engine.GetDurations(source, null, query ?? new(), CancellationToken.None), new())];
    }
}
