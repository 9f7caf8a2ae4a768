using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Gold;
using CustomerMetrics.Engine.Tests.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>The published figures of a table of durations, from the file.</summary>
public sealed class WaltonsTests
{
    [Fact]
    public void AllOfThem()
    {
        var gold = GoldFact.Value("km.waltons");
        var all = Survival([]).Single();
        Assert.Equal(gold.GetProperty("n").GetInt64(), all.Customers);
        Assert.Equal(gold.GetProperty("events").GetInt64(), all.Lost);
        Assert.Equal(gold.GetProperty("median").GetDouble(), all.Median);
    }

    [Fact]
    public void ByGroup()
    {
        var gold = GoldFact.Value("km.waltons");
        var groups = Survival(["group"]).ToDictionary(survival => survival.Group!);
        Assert.Equal(gold.GetProperty("median_control").GetDouble(), groups["control"].Median);
        Assert.Equal(gold.GetProperty("median_mir137").GetDouble(), groups["miR-137"].Median);
    }

    [Fact]
    public void TheTest()
    {
        var test = TestSource.Engine.TestSurvival(Read(["group"]), new(), CancellationToken.None).Single();
        Near.Absolute(GoldFact.Value("km.waltons").GetProperty("logrank").GetDouble(), test.ChiSquare!.Value, 0.0001);
        Assert.InRange(test.PValue!.Value, 1e-29, 1e-27);
    }

    private static IEnumerable<CustomerSurvival> Survival(string[] groups) => TestSource.Engine.GetSurvival(Read(groups), new());

    private static CustomerDurations Read(string[] groups) =>
        TestSource.Engine.ReadDurations([GoldFact.Data("waltons_dataset.csv")], TestSource.Options, new() { Duration = "T", Event = "E", Groups = groups }, CancellationToken.None);
}
