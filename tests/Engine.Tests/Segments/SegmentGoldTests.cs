using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Tests.Gold;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Segments;

/// <summary>The figures that the R package rfm publishes for its data of orders.</summary>
public sealed class SegmentGoldTests
{
    private static readonly SegmentQuery Query = new() { Method = SegmentMethod.Independent, WithSummary = true };

    private static TransactionTable Orders => TestSource.FromCsv(GoldFact.Data("rfm_data_orders.csv"), TestSource.Options with { AsOf = new DateTime(2006, 12, 31) });

    // The map of the package's own test.
    private static IReadOnlyList<SegmentRule> PackageRules =>
    [
        Rule("Champions", 4, 5, 4, 5, 4, 5), Rule("Loyal Customers", 2, 5, 3, 5, 3, 5), Rule("Potential Loyalist", 3, 5, 1, 3, 1, 3), Rule("New Customers", 4, 5, 1, 1, 1, 1),
        Rule("Promising", 3, 4, 1, 1, 1, 1), Rule("Need Attention", 2, 3, 2, 3, 2, 3), Rule("About To Sleep", 2, 3, 1, 2, 1, 2), Rule("At Risk", 1, 2, 2, 5, 2, 5),
        Rule("Can't Lose Them", 1, 1, 4, 5, 4, 5), Rule("Lost", 1, 2, 1, 2, 1, 2),
    ];

    [Fact]
    public void IndependentGivesThePublishedFigures()
    {
        var gold = GoldFact.Value("rfm.orders");
        var answer = TestSource.Engine.GetSegments(Orders, Query, default);
        var customers = answer.Customers.ToList();
        Assert.Equal(gold.GetProperty("customers").GetInt32(), customers.Count);
        Assert.Equal(gold.GetProperty("orders").GetInt32(), customers.Sum(customer => customer.Frequency));
        Assert.Equal(gold.GetProperty("revenue").GetDecimal(), customers.Sum(customer => customer.Monetary));
        Assert.Equal(Numbers("cut_R"), customers[0].Cuts.Recency);
        Assert.Equal(Numbers("cut_F"), customers[0].Cuts.Frequency);
        Assert.Equal(Numbers("cut_M"), customers[0].Cuts.Monetary);
        var champions = answer.Summary[0];
        decimal[] told = [champions.Customers, champions.Purchases, champions.Revenue];
        Assert.Equal(Numbers("champions"), told);
        Assert.Equal("Champions", champions.Segment);

        decimal[] Numbers(string name) => [.. gold.GetProperty(name).EnumerateArray().Select(number => number.GetDecimal())];
    }

    [Fact]
    public void TheFirstRuleThatFitsWins()
    {
        var answer = TestSource.Engine.GetSegments(Orders, Query with { Rules = PackageRules }, default);
        Assert.Equal(
            [("Champions", 158), ("Loyal Customers", 278), ("Potential Loyalist", 229), ("New Customers", 0), ("Promising", 0), ("Need Attention", 35), ("About To Sleep", 50), ("At Risk", 86), ("Can't Lose Them", 0), ("Lost", 111), ("Others", 48)],
            answer.Summary.Select(line => (line.Segment, (int)line.Customers)));
        Assert.Equal(
            ["Rule 4, 'New Customers'", "Rule 5, 'Promising'", "Rule 9, 'Can't Lose Them'"],
            answer.Warnings.Select(warning => warning[..(warning.LastIndexOf('\'') + 1)]));
        Assert.Contains("48 of 995 customers (4.8%) fit no rule and are 'Others'.", answer.Notes);
    }

    private static SegmentRule Rule(string segment, int rLow, int rHigh, int fLow, int fHigh, int mLow, int mHigh) =>
        new() { Segment = segment, RLow = rLow, RHigh = rHigh, FLow = fLow, FHigh = fHigh, MLow = mLow, MHigh = mHigh };
}
