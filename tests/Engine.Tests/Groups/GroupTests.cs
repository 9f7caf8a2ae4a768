using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Groups;

/// <summary>Groups of customers against sums that are made by hand, and against the customers behind them.</summary>
public sealed class GroupTests
{
    private const string Table = """
        customer_id,date,amount,cost,region
        A,2024-01-05,100,40,north
        A,2024-02-05,50,10,south
        B,2024-01-10,30,40,north
        B,2024-02-11,-30,0,south
        C,2024-02-20,200,50,south
        D,2024-02-21,-5,1,north
        E,2024-03-05,7,1,south
        """;

    private static readonly ImportOptions Options = TestSource.Options with { AsOf = new DateTime(2024, 3, 20), Columns = new() { Cost = "cost", Groups = ["region"] } };

    private static readonly GroupTier[] Tiers = [new() { Tier = "Bronze", From = 0 }, new() { Tier = "Gold", From = 100 }];

    /// <summary>Everybody is in the group of the latest purchase: A has gone south, B stays north, whatever the refund says.</summary>
    [Fact]
    public void AllMoneyIsInTheLatestGroup() => Assert.Equal(
        ["north 2 1 1 -5 41 -46", "south 3 3 4 357 101 256", "(all) 5 4 5 352 142 210"],
        Lines(new() { GroupBy = ["region"] }));

    [Fact]
    public void PeriodsTellTheGroupAtTheirEnd() => Assert.Equal(
        [
            "2024-01 north 2 2 2 130 80 50", "2024-01 (all) 2 2 2 130 80 50",
            "2024-02 north 2 0 0 -35 1 -36", "2024-02 south 2 2 2 250 60 190", "2024-02 (all) 4 2 2 215 61 154",
            "2024-03 south 1 1 1 7 1 6", "2024-03 (all) 1 1 1 7 1 6",
        ],
        Lines(new() { GroupBy = ["region"], Period = PeriodUnit.Month }));

    [Fact]
    public void TiersGoByProfit()
    {
        Assert.Equal(["Gold 2 2 3 350 100 250", "Bronze 1 1 1 7 1 6", "(below) 2 1 1 -5 41 -46", "(all) 5 4 5 352 142 210"], Lines(new() { By = CustomerGrouping.Tier, Tiers = Tiers }));
        Assert.Equal(["Gold 2 2 3 350 100 250", "Bronze 2 2 2 7 41 -34", "(below) 1 0 0 -5 1 -6", "(all) 5 4 5 352 142 210"], Lines(new() { By = CustomerGrouping.Tier, Tiers = Tiers, Basis = GroupBasis.Revenue }));
    }

    /// <summary>Five customers, of whom two are equal: nobody is between them.</summary>
    [Fact]
    public void EqualCustomersAreInOneTenth()
    {
        const string csv = "customer_id,date,amount,cost,region\nA,2024-01-01,9,0,n\nB,2024-01-01,5,0,n\nC,2024-01-01,6,1,n\nD,2024-01-01,2,0,n\nE,2024-01-01,1,0,n";
        var groups = TestSource.Engine.GetGroups(TestSource.FromText(csv, Options), new() { By = CustomerGrouping.Decile }, default).Groups;
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "(all)"], groups.Select(line => line.Group));
        Assert.Equal([1L, 0, 2, 0, 0, 0, 1, 0, 1, 0, 5], groups.Select(line => line.Customers));
        Assert.Equal(GroupBasis.Profit, groups[0].Basis);
    }

    [Fact]
    public void DaysAreCutWithoutPeriods()
    {
        Assert.Equal(["(all) 4 2 2 215 61 154"], Lines(new() { Since = new DateTime(2024, 2, 1), Until = new DateTime(2024, 3, 1) }));
        Assert.Equal(["2024-02 (all) 4 2 2 215 61 154"], Lines(new() { Period = PeriodUnit.Month, Since = new DateTime(2024, 2, 1), Until = new DateTime(2024, 3, 1) }));
        Assert.Equal(["2024-03 (all) 1 1 1 7 1 6"], Lines(new() { Period = PeriodUnit.Month, Last = 1 }));
    }

    [Fact]
    public void SharesHaveTheirWhole()
    {
        var groups = TestSource.Engine.GetGroups(Source, new() { GroupBy = ["region"] }, default).Groups;
        var south = groups[1];
        Assert.Equal((0.6, 357 / 352.0, 256 / 210.0, 256 / 357.0), (south.CustomerShare, south.RevenueShare, south.ProfitShare, south.Margin));
        Assert.Equal((119m, "Wilson", 5L, 352m, 210m), (south.RevenuePerCustomer, south.Interval, south.TotalCustomers, south.TotalRevenue, south.TotalProfit));
        Assert.Equal((null, false, true), (groups[0].Margin, groups[0].IsTotal, groups[2].IsTotal));
    }

    [Fact]
    public void AnOpenPeriodIsTold()
    {
        var answer = TestSource.Engine.GetGroups(Source, new() { Period = PeriodUnit.Month }, default);
        Assert.Equal([true, true, false], answer.Groups.Select(line => line.IsComplete));
        Assert.Contains("2024-03 is open", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The sample, divided in every way: the lines are the sum of their members, and all of the rows.</summary>
    [Fact]
    public void LinesAreTheirMembers()
    {
        var sample = TestSource.FromCsv(Path.Combine(Repository.Root, "docs", "samples", "orders.csv"));
        GroupQuery[] queries =
        [
            new() { By = CustomerGrouping.Segment },
            new() { By = CustomerGrouping.Segment, Period = PeriodUnit.Year },
            new() { By = CustomerGrouping.Decile, Since = new DateTime(2025, 3, 1) },
            new() { By = CustomerGrouping.Tier, Tiers = Tiers, Period = PeriodUnit.Quarter, Last = 2 },
            new(),
        ];
        foreach (var query in queries)
        {
            var groups = TestSource.Engine.GetGroups(sample, query, default).Groups;
            Assert.Equal(sample.Amount, query is { Since: null, Last: null } ? groups.Where(line => line.IsTotal).Sum(line => line.Revenue) : sample.Amount);
            foreach (var line in groups)
            {
                List<GroupMember> members = [.. TestSource.Engine.GetGroupMembers(sample, new(line.Query!, line), default)];
                Assert.Equal((line.Customers, line.Revenue, line.Orders), (members.Count, members.Sum(member => member.Revenue), members.Sum(member => (long)member.Orders)));
                Assert.Equal((0, 0, null), (line.Check, line.ValueCheck, line.Profit));
            }

            foreach (var time in groups.GroupBy(line => line.Period))
            {
                Assert.Equal(time.Single(line => line.IsTotal).Revenue * (time.Count() > 1 ? 2 : 1), time.Sum(line => line.Revenue));
            }
        }
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        (string Id, GroupQuery Query)[] refused =
        [
            ("GroupedTwice", new() { GroupBy = ["region"], By = CustomerGrouping.Decile }),
            ("TiersMissing", new() { By = CustomerGrouping.Tier }),
            ("TiersMissing", new() { By = CustomerGrouping.Decile, Tiers = Tiers }),
            ("TierInvalid", new() { By = CustomerGrouping.Tier, Tiers = [new() { Tier = "(all)", From = 1 }] }),
            ("TierInvalid", new() { By = CustomerGrouping.Tier, Tiers = [new() { Tier = "a", From = 1 }, new() { Tier = "b", From = 1 }] }),
            ("LastNeedsPeriod", new() { Last = 2 }),
            ("LastInvalid", new() { Last = 0, Period = PeriodUnit.Month }),
            ("SinceAfterAsOf", new() { Since = new DateTime(2024, 4, 1) }),
            ("SegmentRuleMissing", new() { By = CustomerGrouping.Segment, Segments = new() { Bins = 4 } }),
            ("GroupColumnUnknown", new() { GroupBy = ["city"] }),
        ];
        Assert.All(refused, one => Assert.Equal(one.Id, Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetGroups(Source, one.Query, default)).ErrorId));
        var terms = TestSource.Subscriptions("customer_id,start,end,amount\nA,2024-01-01,2024-02-01,5");
        Assert.Equal("SubscriptionsHaveNoPurchases", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetGroups(terms, new(), default)).ErrorId);
    }

    private static TransactionTable Source => TestSource.FromText(Table, Options);

    private static IEnumerable<string> Lines(GroupQuery query) => TestSource.Engine.GetGroups(Source, query, default).Groups.Select(line =>
        string.Create(CultureInfo.InvariantCulture, $"{line.Period} {line.Group} {line.Customers} {line.Buyers} {line.Orders} {line.Revenue:0.##} {line.Cost:0.##} {line.Profit:0.##}").Trim());
}
