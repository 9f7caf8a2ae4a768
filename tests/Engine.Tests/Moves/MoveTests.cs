using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CustomerMetrics.Engine.Tests.Ledger;
using CustomerMetrics.Engine.Tests.Reasons;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Moves;

/// <summary>Movements between groups against a matrix made by hand, the ledger, and the customers behind the cells.</summary>
public sealed class MoveTests
{
    /// <summary>A goes up and stays, B goes down and leaves, C stays and leaves and returns, D comes in February, E is gone after January.</summary>
    private const string Table = """
        customer_id,date,amount,region
        A,2024-01-05,50,north
        A,2024-02-05,150,south
        A,2024-03-05,150,south
        B,2024-01-06,120,north
        B,2024-02-06,20,north
        C,2024-01-07,30,south
        C,2024-02-07,40,south
        C,2024-04-07,200,north
        D,2024-02-08,300,south
        D,2024-03-08,-1,south
        D,2024-03-09,3,south
        E,2024-01-09,10,north
        """;

    private static readonly ImportOptions Options = TestSource.Options with { AsOf = new DateTime(2024, 5, 1), Columns = new() { Groups = ["region"] } };

    private static readonly GroupTier[] Tiers = [new() { Tier = "Bronze", From = 0 }, new() { Tier = "Gold", From = 100 }];

    // What the random rows of a customer come to in a month.
    private static readonly GroupTier[] Small = [new() { Tier = "Gold", From = 15 }, new() { Tier = "Bronze", From = 0 }];

    private static CustomerSource Source => TestSource.FromText(Table, Options);

    [Fact]
    public void TiersGoByTheMoneyOfBothEnds() => Assert.Equal(
        [
            "2024-01 (new)>Gold New 1/4 0 120", "2024-01 (new)>Bronze New 3/4 0 90",
            "2024-02 Gold>Bronze Down 1/1 120 20", "2024-02 Bronze>Gold Up 1/3 50 150", "2024-02 Bronze>Bronze Same 1/3 30 40", "2024-02 Bronze>(lost) Lost 1/3 10 0", "2024-02 (new)>Gold New 1/1 0 300",
            "2024-03 Gold>Gold Same 1/2 150 150", "2024-03 Gold>Bronze Down 1/2 300 2", "2024-03 Bronze>(lost) Lost 2/2 60 0", "2024-03 (dormant)>(dormant) Dormant 1/1 0 0",
            "2024-04 Gold>(lost) Lost 1/1 150 0", "2024-04 Bronze>(lost) Lost 1/1 2 0", "2024-04 (dormant)>Gold Returned 1/3 0 200", "2024-04 (dormant)>(dormant) Dormant 2/3 0 0",
        ],
        Lines(new() { Tiers = Tiers }));

    [Fact]
    public void GroupsOfAColumnHaveNoOrder() => Assert.Equal(
        [
            "2024-02 north>north Same 1/3 120 20", "2024-02 north>south Moved 1/3 50 150", "2024-02 north>(lost) Lost 1/3 10 0", "2024-02 south>south Same 1/1 30 40", "2024-02 (new)>south New 1/1 0 300",
        ],
        Lines(new() { Ledger = new() { GroupBy = ["region"], Since = new DateTime(2024, 2, 1), Until = new DateTime(2024, 3, 1) } }));

    [Fact]
    public void TheSummaryAddsUp()
    {
        var summary = TestSource.Engine.GetMoves(Source, new() { Tiers = Tiers }, default).Summary.Where(line => line.Period == "2024-02").ToList();
        Assert.Equal(
            ["Up 1 100 0.25", "Same 1 10 0.25", "Down 1 -100 0.25", "New 1 300 ", "Returned 0 0 ", "Lost 1 -10 0.25", "Dormant 0 0 "],
            summary.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Direction} {line.Customers} {line.Change:0.##} {line.Share}")));
        Assert.All(summary, line => Assert.Equal((4L, line.Share is null, line.Share is null), (line.Opening, line.Interval is null, line.Note is not null)));
    }

    [Fact]
    public void AnOpenPeriodHasNoShares()
    {
        var open = new MoveQuery { Tiers = Tiers, Ledger = new() { AsOf = new DateTime(2024, 2, 20), Last = 1 } };
        Assert.All(TestSource.Engine.GetMoves(Source, open, default).Cells, cell => Assert.Equal((null, null, "the period is open until 2024-03-01"), (cell.Share, cell.Interval, cell.Note)));
        Assert.All(TestSource.Engine.GetMoves(Source, open with { IncludeOpen = true }, default).Cells, cell => Assert.Equal((true, "Wilson", null), (cell.Share is not null, cell.Interval, cell.Note)));
        Assert.Empty(TestSource.Engine.GetMoveValues(Source, new() { Moves = open, DiscountRate = 0.1 }, default).Values);
    }

    /// <summary>Whatever the rows, the rule and the groups: rows and columns are the ledger's, and cells are their customers.</summary>
    [Fact]
    public void MarginsAreTheLedger()
    {
        var directions = new HashSet<MoveDirection>();
        foreach (var (source, query) in Cases())
        {
            var moves = TestSource.Engine.GetMoves(source, query, default).Cells;
            foreach (var entry in TestSource.Engine.GetLedger(source, query.Ledger, default).Entries)
            {
                var cells = moves.Where(cell => cell.Start == entry.Start).ToList();
                var (from, to) = (cells.FindAll(cell => entry.Group is null ? cell.From is not (CustomerMove.New or CustomerMove.Dormant) : cell.From == entry.Group), cells.FindAll(cell => entry.Group is null ? cell.To is not (CustomerMove.Lost or CustomerMove.Dormant) : cell.To == entry.Group));
                Assert.Equal((entry.Opening, entry.OpeningValue), (from.Sum(cell => cell.Customers), from.Sum(cell => cell.OpeningValue)));
                Assert.Equal((entry.Closing, entry.ClosingValue), (to.Sum(cell => cell.Customers), to.Sum(cell => cell.ClosingValue)));
                Assert.Equal((entry.New, entry.NewValue), (to.Where(cell => cell.From == CustomerMove.New).Sum(cell => cell.Customers), to.Where(cell => cell.From == CustomerMove.New).Sum(cell => cell.ClosingValue)));
                Assert.Equal(entry.Returned, to.Where(cell => cell.From == CustomerMove.Dormant).Sum(cell => cell.Customers));
                Assert.Equal((entry.Lost, entry.LostValue), (from.Where(cell => cell.To == CustomerMove.Lost).Sum(cell => cell.Customers), from.Where(cell => cell.To == CustomerMove.Lost).Sum(cell => cell.OpeningValue)));
                Assert.All(cells, cell => Assert.Equal((0L, 0m), (cell.Check, cell.ValueCheck)));
            }

            foreach (var cell in moves.Where((_, i) => i % 7 == 0))
            {
                List<MoveMember> members = [.. TestSource.Engine.GetMoveMembers(source, new(query, cell), default)];
                Assert.Equal((cell.Customers, cell.OpeningValue, cell.ClosingValue, cell.Change), (members.Count, members.Sum(member => member.OpeningValue), members.Sum(member => member.ClosingValue), members.Sum(member => member.Change)));
                directions.Add(cell.Direction);
            }
        }

        Assert.Equal(Enum.GetValues<MoveDirection>().Length, directions.Count);
    }

    /// <summary>Under the rule of periods nobody comes and goes inside one: who is away stays away, returns, or has just left.</summary>
    [Fact]
    public void TheDormantAreThoseWhoLeftBefore()
    {
        var source = TestSource.FromText(RandomTransactions.Csv(7), TestSource.Options);
        var away = 0L;
        foreach (var period in TestSource.Engine.GetMoves(source, new() { Tiers = Tiers }, default).Summary.GroupBy(line => line.Start))
        {
            var of = period.ToDictionary(line => line.Direction, line => line.Customers);
            Assert.Equal(away, of[MoveDirection.Returned] + of[MoveDirection.Dormant]);
            away = of[MoveDirection.Dormant] + of[MoveDirection.Lost];
        }

        Assert.True(away > 0);
    }

    /// <summary>By hand: in Gold 4 were seen, of whom 1 stayed, 2 went down and 1 left; and so on.</summary>
    [Fact]
    public void ValuesFollowTheChances()
    {
        var query = new MoveValueQuery { Moves = new() { Tiers = Tiers }, DiscountRate = 0, Horizon = new(1, PeriodUnit.Month), Revenue = new Dictionary<string, decimal> { ["Gold"] = 100, ["Bronze"] = 10, [GroupTier.Below] = 0 } };
        var refused = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetMoveValues(Source, query, default));
        Assert.Equal("StateRevenueInvalid", refused.ErrorId);
        var values = TestSource.Engine.GetMoveValues(Source, query with { Revenue = new Dictionary<string, decimal> { ["Gold"] = 100, ["Bronze"] = 10 } }, default).Values;
        Assert.Equal(["Gold 4 130", "Bronze 6 28.333", "(dormant) 4 25"], values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Group} {value.Customers} {value.Value:0.###}")));
        var bronze = values[1];
        Assert.Equal(("Gold", 101.667m, 4), (bronze.NextGroup, Math.Round(bronze.NextValue!.Value, 3), bronze.Periods));
        Assert.All(values, value => Assert.True(value.Low < value.Value && value.Value < value.High));
        Assert.True(bronze.NextLow < bronze.NextValue && bronze.NextValue < bronze.NextHigh);
        Assert.Null(values[0].NextGroup);
        Assert.Equal(("2 years", 24), TestSource.Engine.GetMoveValues(Source, new() { Moves = query.Moves, DiscountRate = 0, Horizon = new(2, PeriodUnit.Year) }, default).Values.Select(value => (value.Horizon, value.HorizonPeriods)).Distinct().Single());
    }

    [Fact]
    public void MoneyIsTheMeanOfAPeriod()
    {
        var values = TestSource.Engine.GetMoveValues(Source, new() { Moves = new() { Tiers = Tiers }, DiscountRate = 0.1 }, default).Values;
        Assert.Equal([184m, 25.3333m, 0m], values.Select(value => Math.Round(value.Revenue, 4)));
        Assert.All(values, value => Assert.Equal(Math.Pow(1.1, 1 / 12.0) - 1, value.PeriodRate, 1e-12));

        // A window of 15 days has half the money of a month, a subscription the money of a month in each quarter thrice.
        var window = new LedgerQuery { ActivityRule = ActivityRule.Window, WindowDays = 15 };
        var rows = TestSource.FromText(RandomTransactions.Csv(3), TestSource.Options);
        var cells = TestSource.Engine.GetMoves(rows, new() { Tiers = Small, Ledger = window }, default).Cells.Where(cell => cell.IsComplete && cell.To == "Gold").ToList();
        var gold = TestSource.Engine.GetMoveValues(rows, new() { Moves = new() { Tiers = Small, Ledger = window }, DiscountRate = 0.1 }, default).Values[0];
        Assert.Equal((double)cells.Sum(cell => cell.ClosingValue) / cells.Sum(cell => cell.Customers) * 365.25 / 12 / 15, (double)gold.Revenue, 1e-6);
        var quarters = new MoveQuery { Tiers = Tiers, Ledger = new() { Period = PeriodUnit.Quarter } };
        var terms = RandomTerms.Table(5);
        var closes = TestSource.Engine.GetMoves(terms, quarters, default).Cells.Where(cell => cell.IsComplete && cell.To == "Bronze").ToList();
        var bronze = TestSource.Engine.GetMoveValues(terms, new() { Moves = quarters, DiscountRate = 0.1 }, default).Values.Single(value => value.Group == "Bronze");
        Assert.Equal((double)closes.Sum(cell => cell.ClosingValue) / closes.Sum(cell => cell.Customers) * 3, (double)bronze.Revenue, 1e-6);
    }

    [Fact]
    public void TheSeedIsTheInterval()
    {
        var query = new MoveValueQuery { Moves = new() { Tiers = Tiers }, DiscountRate = 0.1 };
        var (first, again, other) = (Values(query), Values(query), Values(query with { Seed = 2 }));
        Assert.Equal(first.Select(value => (value.Low, value.High)), again.Select(value => (value.Low, value.High)));
        Assert.NotEqual(first[0].Low, other[0].Low);
        Assert.Equal(first.Select(value => value.Value), other.Select(value => value.Value));

        static IReadOnlyList<CustomerMoveValue> Values(MoveValueQuery query) => TestSource.Engine.GetMoveValues(Source, query, default).Values;
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        (string Id, MoveQuery Query)[] moves =
        [
            ("MoveGroupsMissing", new()),
            ("GroupedTwice", new() { Tiers = Tiers, Ledger = new() { GroupBy = ["region"] } }),
            ("TierInvalid", new() { Tiers = [new() { Tier = CustomerMove.Lost, From = 1 }] }),
        ];
        Assert.All(moves, one => Assert.Equal(one.Id, Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetMoves(Source, one.Query, default)).ErrorId));
        var reserved = TestSource.FromText(Table.Replace("north", CustomerMove.New, StringComparison.Ordinal), Options);
        Assert.Equal("MoveGroupReserved", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetMoves(reserved, new() { Ledger = new() { GroupBy = ["region"] } }, default)).ErrorId);
        var tiers = new MoveQuery { Tiers = Tiers };
        (string Id, MoveValueQuery Query)[] values =
        [
            ("DiscountRateInvalid", new() { Moves = tiers, DiscountRate = 0 }),
            ("DiscountRateInvalid", new() { Moves = tiers, DiscountRate = double.NaN, Horizon = new(2, PeriodUnit.Month) }),
            ("HorizonInvalid", new() { Moves = tiers, DiscountRate = 0.1, Horizon = new(90, PeriodUnit.Day) }),
            ("HorizonInvalid", new() { Moves = new() { Tiers = Tiers, Ledger = new() { Period = PeriodUnit.Quarter } }, DiscountRate = 0.1, Horizon = new(4, PeriodUnit.Month) }),
            ("StateRevenueInvalid", new() { Moves = tiers, DiscountRate = 0.1, Revenue = new Dictionary<string, decimal> { ["Gold"] = 1 } }),
        ];
        Assert.All(values, one => Assert.Equal(one.Id, Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetMoveValues(Source, one.Query, default)).ErrorId));
    }

    [Fact]
    public void TooManyGroupsHaveNoValue()
    {
        var csv = string.Join('\n', Enumerable.Range(0, 101).Select(i => string.Create(CultureInfo.InvariantCulture, $"C{i},2024-01-05,1,r{i}")).Prepend("customer_id,date,amount,region"));
        var query = new MoveValueQuery { Moves = new() { Ledger = new() { GroupBy = ["region"] } }, DiscountRate = 0.1 };
        Assert.Equal("TooManyGroups", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetMoveValues(TestSource.FromText(csv, Options), query, default)).ErrorId);
    }

    [Fact]
    public void NothingMovesWhereNothingIs()
    {
        var moves = TestSource.Engine.GetMoves(Source, new() { Tiers = Tiers, Ledger = new() { AsOf = new DateTime(2023, 1, 1) } }, default);
        Assert.Empty(moves.Cells);
        Assert.Single(moves.Warnings);
    }

    private static IEnumerable<(CustomerSource Source, MoveQuery Query)> Cases()
    {
        foreach (var seed in Enumerable.Range(1, 4))
        {
            var rows = TestSource.FromText(RandomTransactions.Csv(seed), TestSource.Options with { Columns = new() { Groups = ["region", "channel"] } });
            foreach (var unit in new[] { PeriodUnit.Week, PeriodUnit.Month, PeriodUnit.Year })
            {
                yield return (rows, new() { Tiers = Small, Ledger = new() { Period = unit } });
                yield return (rows, new() { Ledger = new() { Period = unit, GroupBy = ["region", "channel"] } });
                yield return (rows, new() { Tiers = Small, Ledger = new() { Period = unit, ActivityRule = ActivityRule.Window, WindowDays = 10 * seed } });
                yield return (RandomTerms.Table(seed), new() { Tiers = [new() { Tier = "High", From = 15 }, new() { Tier = "Low", From = 0 }], Ledger = new() { Period = unit } });
            }
        }

        var sample = TestSource.FromCsv(Path.Combine(Repository.Root, "docs", "samples", "shop.csv"), TestSource.Options with { Columns = new() { Groups = ["channel"] } });
        yield return (sample, new() { Ledger = new() { GroupBy = ["channel"] } });
        yield return (sample, new() { Ledger = new() { GroupBy = ["channel"], ActivityRule = ActivityRule.Window, WindowDays = 60, Last = 6 } });
    }

    private static IEnumerable<string> Lines(MoveQuery query) => TestSource.Engine.GetMoves(Source, query, default).Cells.Select(cell =>
        string.Create(CultureInfo.InvariantCulture, $"{cell.Period} {cell.From}>{cell.To} {cell.Direction} {cell.Customers}/{cell.FromCustomers} {cell.OpeningValue:0.##} {cell.ClosingValue:0.##}"));
}
