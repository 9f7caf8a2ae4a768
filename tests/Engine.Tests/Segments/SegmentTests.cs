using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Segments;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Segments;

/// <summary>Scores and segments against rules that count by hand.</summary>
public sealed class SegmentTests
{
    private static readonly ImportOptions Options = TestSource.Options with { AsOf = new DateTime(2024, 3, 1) };

    public static TheoryData<int, int> Draws()
    {
        var draws = new TheoryData<int, int>();
        foreach (var bins in new[] { 2, 3, 4, 5, 7, 10 })
        {
            draws.Add(bins, bins);
            draws.Add(bins, bins + 100);
        }

        return draws;
    }

    /// <summary>A score is one more than the tenths, fifths or halves of all that are worse, whatever the ties.</summary>
    [Theory]
    [MemberData(nameof(Draws))]
    public void RankCountsWhoIsWorse(int bins, int seed)
    {
        var customers = Segments(Random(seed), new() { Bins = bins });
        Assert.All(customers, customer => Assert.Equal(
            (ScoreOf(customers, other => other.RecencyDays > customer.RecencyDays), ScoreOf(customers, other => other.Frequency < customer.Frequency), ScoreOf(customers, other => other.Monetary < customer.Monetary)),
            (customer.R!.Value, customer.F!.Value, customer.M!.Value)));

        int ScoreOf(List<CustomerSegment> all, Func<CustomerSegment, bool> isWorse) => 1 + (all.Count(isWorse) * bins / all.Count);
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void CutsGiveTheSameScoresAgain(int bins, int seed)
    {
        var table = Random(seed);
        foreach (var method in new[] { SegmentMethod.Rank, SegmentMethod.Independent })
        {
            var first = Segments(table, new() { Bins = bins, Method = method, FrequencyOf = FrequencyMeasure.Days });
            Assert.Equal((bins - 1, bins - 1, bins - 1), (first[0].Cuts.Recency.Length, first[0].Cuts.Frequency.Length, first[0].Cuts.Monetary.Length));
            var again = Segments(table, new() { Cuts = first[0].Cuts });
            Assert.Equal(first.Select(customer => (customer.CustomerId, customer.Score)), again.Select(customer => (customer.CustomerId, customer.Score)));
            Assert.Same(again[0].Cuts, again[^1].Cuts);
        }
    }

    /// <summary>Frequency among those of one recency score, money among those of both.</summary>
    [Theory]
    [MemberData(nameof(Draws))]
    public void NestedRanksWithin(int bins, int seed)
    {
        var customers = Segments(Random(seed), new() { Bins = bins, Method = SegmentMethod.Nested });
        Assert.All(customers, customer =>
        {
            var ofR = customers.Where(other => other.R == customer.R).ToList();
            var ofF = ofR.Where(other => other.F == customer.F).ToList();
            Assert.Equal(1 + (customers.Count(other => other.RecencyDays > customer.RecencyDays) * bins / customers.Count), customer.R);
            Assert.Equal(1 + (ofR.Count(other => other.Frequency < customer.Frequency) * bins / ofR.Count), customer.F);
            Assert.Equal(1 + (ofF.Count(other => other.Monetary < customer.Monetary) * bins / ofF.Count), customer.M);
        });
        var cuts = customers[0].Cuts;
        Assert.Equal((0, 0), (cuts.Frequency.Length, cuts.Monetary.Length));
        Assert.Equal(customers.Select(customer => customer.R).Distinct().Count(), cuts.Nested.Count(cut => cut.F is null));
        Assert.Equal("SegmentCutsInvalid", Failure(() => Segments(Random(seed), new() { Cuts = cuts })));
    }

    /// <summary>Ten customers, scored by hand: bought once are six, so nobody has the frequency scores 2 and 3, and nobody the best.</summary>
    [Fact]
    public void TiesStayTogether()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 10).Select(i => Rows($"c{i}", i < 6 ? 1 : 2, i)).Prepend("customer_id,date,amount"));
        var customers = Segments(TestSource.FromText(rows, Options), new());
        Assert.Equal([1, 1, 1, 1, 1, 1, 4, 4, 4, 4], customers.Select(customer => customer.F!.Value));
        Assert.Equal([2, 2, 2, 3], customers[0].Cuts.Frequency);

        static string Rows(string id, int times, int i) => string.Join('\n', Enumerable.Range(0, times).Select(day => $"{id},2024-02-{1 + i + day:00},{i + 1}"));
    }

    /// <summary>A value at a cut is above it; recency counts the other way round.</summary>
    [Fact]
    public void FixedCutsAreCountedByHand()
    {
        const string csv = "customer_id,date,amount\nA,2024-02-29,10\nA,2024-02-28,10\nB,2024-01-31,100\nC,2024-01-30,99.99\nC,2023-01-01,0\nD,2024-02-01,5\nD,2024-02-01,-5";
        var cuts = new SegmentCuts { Recency = [30, 31], Frequency = [2, 3], Monetary = [20, 100] };
        var customers = Segments(TestSource.FromText(csv, Options), new() { Cuts = cuts });
        Assert.Equal(
            ["A 1 2 20 322", "B 30 1 100 213", "C 31 2 99.99 122", "D  0 0 "],
            customers.Select(customer => string.Create(CultureInfo.InvariantCulture, $"{customer.CustomerId} {customer.RecencyDays} {customer.Frequency} {customer.Monetary:0.##} {customer.Score}")));
        Assert.Equal((SegmentMethod.Fixed, 3, null), (customers[0].Method, customers[0].Bins, customers[0].Segment));
        Assert.Null(customers[3].R);
    }

    [Fact]
    public void RowsOrDaysAreCounted()
    {
        const string csv = "customer_id,date,amount\nA,2024-02-01,10\nA,2024-02-01,10\nA,2024-02-03,-1\nA,2024-02-05,0";
        var table = TestSource.FromText(csv, Options);
        Assert.Equal((2, 3), (Segments(table, new())[0].Frequency, Segments(table, new() { FrequencyOf = FrequencyMeasure.Rows })[0].Frequency));
    }

    /// <summary>Each score has a segment, and each built-in segment a score of its own.</summary>
    [Fact]
    public void TheBuiltInSegmentsAreWhole()
    {
        var rules = SegmentRules.Of(null, 5);
        Assert.Empty(rules.Unreachable);
        Assert.All(Enumerable.Range(0, 125), place => Assert.NotEqual(-1, rules.RuleOf(place)));
        Assert.Equal(("555", "Champions", "511", "New Customers", "145", "Can't Lose Them", "111", "Lost"), (rules.Texts[124], rules.NameOf(124), rules.Texts[100], rules.NameOf(100), rules.Texts[19], rules.NameOf(19), rules.Texts[0], rules.NameOf(0)));
    }

    /// <summary>Each line against the customers themselves.</summary>
    [Fact]
    public void TheSummaryIsThatOfTheCustomers()
    {
        var table = TestSource.FromCsv(Path.Combine(Repository.Root, "docs", "samples", "orders.csv"));
        var answer = TestSource.Engine.GetSegments(table, new() { WithSummary = true }, default);
        var customers = answer.Customers.ToLookup(customer => customer.Segment);
        Assert.Equal(table.Amount, answer.Summary.Sum(line => line.Revenue));
        Assert.Equal(table.Customers, answer.Summary.Sum(line => line.Customers));
        Assert.Equal(1, answer.Summary.Sum(line => line.RevenueShare!.Value), 12);
        foreach (var line in answer.Summary)
        {
            var of = customers[line.Segment].ToList();
            var days = of.ConvertAll(customer => customer.RecencyDays ?? 0).Order().ToList();
            Assert.Equal((of.Count, of.Sum(customer => customer.Monetary), of.Sum(customer => (long)customer.Frequency)), (line.Customers, line.Revenue, line.Purchases));
            Assert.Equal(days.Count == 0 ? null : (days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2.0, line.MedianRecencyDays);
            Assert.InRange(line.CustomerShare!.Value, line.Low!.Value, line.High!.Value);
            Assert.Equal((0, 0), (line.Check, line.ValueCheck));
        }
    }

    [Fact]
    public void NobodyIsNoFault()
    {
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-02-01,-5\nB,2024-04-01,5", Options);
        foreach (var method in new[] { SegmentMethod.Rank, SegmentMethod.Independent, SegmentMethod.Nested })
        {
            var answer = TestSource.Engine.GetSegments(table, new() { Method = method, WithSummary = true }, default);
            Assert.Equal(("A", "(no purchase)", -5m), answer.Customers.Select(customer => (customer.CustomerId, customer.Segment, customer.Monetary)).Single());
            Assert.Equal(("(no purchase)", -5m, null), (answer.Summary[^1].Segment, answer.Summary[^1].Revenue, answer.Summary[^1].RevenueShare));
        }
    }

    [Fact]
    public void ManyOthersAreAWarning()
    {
        IReadOnlyList<SegmentRule> rules = [new() { Segment = "Best", RLow = 5, RHigh = 5, FLow = 5, FHigh = 5, MLow = 5, MHigh = 5 }];
        var answer = TestSource.Engine.GetSegments(Random(1), new() { Rules = rules }, default);
        Assert.Contains("fit no rule", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        var cuts = new SegmentCuts { Recency = [1, 2], Frequency = [1, 2], Monetary = [1, 2] };
        (string Id, SegmentQuery Query)[] refused =
        [
            ("SegmentBinsInvalid", new() { Bins = 1 }),
            ("SegmentBinsInvalid", new() { Bins = 11 }),
            ("SegmentCutsMissing", new() { Method = SegmentMethod.Fixed }),
            ("SegmentCutsConflict", new() { Method = SegmentMethod.Rank, Cuts = cuts }),
            ("SegmentCutsConflict", new() { Bins = 5, Cuts = cuts }),
            ("SegmentCutsInvalid", new() { Cuts = cuts with { Frequency = [1] } }),
            ("SegmentCutsInvalid", new() { Cuts = cuts with { Frequency = [2, 1] } }),
            ("SegmentCutsInvalid", new() { Cuts = cuts with { Monetary = [1, 1e27m] } }),
            ("SegmentRuleMissing", new() { Bins = 4, WithSummary = true }),
        ];
        Assert.All(refused, one => Assert.Equal(one.Id, Failure(() => Segments(Random(1), one.Query))));
        Assert.Equal("SubscriptionsHaveNoPurchases", Failure(() => Segments(TestSource.Subscriptions("customer_id,start,end,amount\nA,2024-01-01,2024-02-01,5"), new())));
    }

    private static string Failure(Action question) => Assert.Throws<CustomerMetricsException>(question).ErrorId;

    private static List<CustomerSegment> Segments(CustomerSource source, SegmentQuery query) => [.. TestSource.Engine.GetSegments(source, query, default).Customers];

    // Few different values, so that many are equal.
    private static TransactionTable Random(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 300).Select(_ => string.Create(CultureInfo.InvariantCulture, $"c{random.Next(97)},2024-{random.Next(1, 3):00}-{random.Next(1, 6):00},{random.Next(0, 5) * 2.5m}"));
        return TestSource.FromText(string.Join('\n', rows.Prepend("customer_id,date,amount")), Options);
    }
}
