using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class AcquisitionChartTests
{
    /// <summary>By web a customer costs 50 and brings 60, by shop 40 and 30, by word nothing and 5.</summary>
    private const string Sales = "customer,date,amount,channel\na,2024-01-05,80,web\nb,2024-01-06,20,web\nb,2024-01-08,20,web\nc,2024-01-07,30,shop\nd,2024-01-08,5,word\n";

    [Fact]
    public void CostStandsBesideWhatAYearBrings()
    {
        var chart = Of("2025-03-01", ("web", 100), ("shop", 40), ("print", 9));
        Assert.Equal("What a new customer costs, and brings in 12 months", chart!.Title);
        Assert.Equal("What a new customer brings in 12 months covers the cost, but not by \"shop\".", chart.Alternative);
        Assert.Equal([new ChartPair("web", 50m, 60m), new ChartPair("shop", 40m, 30m)], chart.Pairs);
    }

    [Theory]
    [InlineData(10, 10, "By every channel with spend, what a new customer brings in a month covers the cost.")]
    [InlineData(1000, 1000, "By no channel with spend does what a new customer brings in a month cover the cost.")]
    public void OfAShortTimeTheLongestThatIsOver(int web, int shop, string finding)
    {
        var chart = Of("2024-03-15", ("web", web), ("shop", shop));
        Assert.Equal("Brought in a month", chart!.SecondName);
        Assert.Equal(finding, chart.Alternative);
    }

    [Fact]
    public void OneChannelIsNotCalledEvery() => Assert.Equal("By the one channel with spend, what a new customer brings in 12 months does not cover the cost.", Of("2025-03-01", ("shop", 40))!.Alternative);

    [Fact]
    public void BeforeAMonthIsOverThereIsNoPicture() => Assert.Null(Of("2024-01-20", ("web", 10)));

    [Fact]
    public void OfManyChannelsTheDearestAreShown()
    {
        var channels = Enumerable.Range(1, 14).Select(i => (Name: FormattableString.Invariant($"c{i:00}"), Spend: i)).ToList();
        var sales = "customer,date,amount,channel\n" + string.Concat(channels.Select(channel => FormattableString.Invariant($"{channel.Name},2024-01-05,3,{channel.Name}\n")));
        var chart = Of("2025-03-01", sales, [.. channels]);
        Assert.Equal("What a new customer costs, and brings in 12 months, the 12 channels with the most spend", chart!.Title);
        Assert.Equal(("c14", "c03", 12), (chart.Pairs[0].Label, chart.Pairs[^1].Label, chart.Pairs.Count));
        Assert.Equal("What a new customer brings in 12 months does not cover the cost by 11 of 14 channels with spend.", chart.Alternative);
    }

    private static PairsChart? Of(string asOf, params (string Channel, int Amount)[] spend) => Of(asOf, Sales, spend);

    private static PairsChart? Of(string asOf, string sales, IReadOnlyList<(string Channel, int Amount)> spend)
    {
        var importer = TestSource.Engine.ReadSpend(TestSource.Options);
        importer.Begin(["channel", "month", "cost"]);
        foreach (var (channel, amount) in spend)
        {
            importer.Add([channel, "2024-01", amount]);
        }

        var source = TestSource.FromText(sales, TestSource.Options with { AsOf = DateTime.ParseExact(asOf, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Columns = new() { Groups = ["channel"] } });
        var statement = TestSource.Engine.NewStatement(source, Given.Months with { Spend = importer.Complete(), ChannelColumn = "channel" }, CancellationToken.None);
        return Given.Blocks<PairsChart>(statement, "acquisition").SingleOrDefault();
    }
}
