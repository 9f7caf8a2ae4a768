using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.WinBacks;
using CustomerMetrics.Engine.Metrics;
using CustomerMetrics.Engine.Tests.Cohorts;
using CustomerMetrics.Engine.Tests.Ledger;
using CustomerMetrics.Engine.Tests.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.WinBacks;

/// <summary>Every figure of win-backs against the rows, and what they have in common with the ledger.</summary>
public sealed class WinBackTests
{
    private static readonly ImportOptions Options = TestSource.Options with { Columns = new() { Groups = ["region"] } };

    public static TheoryData<PeriodUnit, int?, bool> Cases() => new(
        from unit in Enum.GetValues<PeriodUnit>()
        from window in new int?[] { null, 9, 45 }
        from grouped in new[] { false, true }
        select (unit, window, grouped));

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryFigureIsWhatTheRowsSay(PeriodUnit unit, int? window, bool isGrouped)
    {
        var csv = RandomTransactions.Csv(41, rows: 300);
        var query = new LedgerQuery { Period = unit, ActivityRule = window is null ? ActivityRule.Period : ActivityRule.Window, WindowDays = window, GroupBy = isGrouped ? ["region"] : [], Last = 40 };
        foreach (var asOf in new[] { new DateTime(2025, 3, 14), new DateTime(2025, 1, 1) })
        {
            var naive = new NaiveWinBacks(NaiveCohorts.Read(csv), query, asOf);
            foreach (var after in new int?[] { null, 2 })
            {
                var periods = WinBacks(TestSource.FromText(csv, Options with { AsOf = asOf }), new WinBackQuery { Ledger = query, NewAgainAfter = after, IncludeOpen = true });
                Assert.True(unit is PeriodUnit.Year || periods.Exists(period => period.Returned + period.NewAgain > 0));
                foreach (var of in periods.GroupBy(period => period.Start))
                {
                    var lost = naive.LostAt(of.Key, of.First().End);
                    Assert.Equal(isGrouped ? lost.Count(one => after is null || one.Loss.AddMonths(after.Value) > of.Key) : of.Single().LostBefore, of.Sum(period => period.LostBefore));
                    Assert.All(of, period => Compare(lost.FindAll(one => !isGrouped || one.Group == period.Group), period, after));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheyAreTheReturnedOfTheLedger(PeriodUnit unit, int? window, bool isGrouped)
    {
        var table = TestSource.FromText(RandomTransactions.Csv(42), Options);
        var query = new LedgerQuery { Period = unit, ActivityRule = window is null ? ActivityRule.Period : ActivityRule.Window, WindowDays = window, GroupBy = isGrouped ? ["region"] : [] };
        var periods = WinBacks(table, new WinBackQuery { Ledger = query, NewAgainAfter = 3 }).ToLookup(period => period.Start);
        foreach (var of in TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries.GroupBy(entry => entry.Start))
        {
            Assert.Equal(
                (of.Sum(entry => entry.Returned), of.Sum(entry => entry.ReturnedValue)),
                (periods[of.Key].Sum(period => period.Returned + period.NewAgain), periods[of.Key].Sum(period => period.ReturnedValue + period.NewAgainValue)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void DaysAloneTellWhoCameBack(PeriodUnit unit, int? window, bool isGrouped)
    {
        var table = TestSource.FromText(RandomTransactions.Csv(43), Options);
        var query = new LedgerQuery { Period = unit, ActivityRule = window is null ? ActivityRule.Period : ActivityRule.Window, WindowDays = window, GroupBy = isGrouped ? ["region"] : [] };
        var question = new WinBackQuestion(LedgerMetric.QuestionOf(table, query, table.AsOf), 3);
        var lines = CustomerFacts.WinBacks(table, question, CancellationToken.None).Lines;
        Assert.True(unit is PeriodUnit.Year || lines.Count > 0);
        Assert.Equal(lines.Select(line => line with { Value = 0 }), CustomerFacts.WinBacks(table, question with { CountsOnly = true }, CancellationToken.None).Lines);
    }

    [Fact]
    public void WorkedByHand()
    {
        // A is away in February and March, B from February on, C from March on.
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-01-31,10\nA,2024-04-01,7\nB,2024-01-05,3\nC,2024-02-10,5\n", TestSource.Options with { AsOf = new DateTime(2024, 6, 1) });
        var periods = WinBacks(table, new WinBackQuery());
        Assert.Equal([("2024-01", 0L, 0L), ("2024-02", 0L, 0L), ("2024-03", 2L, 0L), ("2024-04", 3L, 1L), ("2024-05", 2L, 0L)], periods.Select(period => (period.Period, period.LostBefore, period.Returned)));
        var april = periods[3];
        Assert.Equal((1.0 / 3, 7m, 7m, "Wilson"), (april.Rate!.Value, april.ReturnedValue, april.ValuePerReturned!.Value, april.Interval));
        Assert.Equal("0-1: 0, 1-3: 1, 3-6: 0, 6-12: 0, 12-24: 0, 24+: 0", string.Join(", ", april.Ages.Select(age => age.ToString())));
        Assert.Equal((null, "nobody was lost at the opening"), (periods[0].Rate, periods[0].Note));

        var strangers = WinBacks(table, new WinBackQuery { NewAgainAfter = 2 })[3];
        Assert.Equal((1L, 0L, 0.0, 1L, 7m), (strangers.LostBefore, strangers.Returned, strangers.Rate!.Value, strangers.NewAgain, strangers.NewAgainValue));
        var dated = WinBacks(table, new WinBackQuery { Ledger = new() { ActivityRule = ActivityRule.Window, WindowDays = 30 } })[3];
        Assert.Equal((3L, 1L, "1-3: 1"), (dated.LostBefore, dated.Returned, dated.Ages[1].ToString()));
    }

    [Fact]
    public void OfSubscriptionsALossIsTheEndOfATerm()
    {
        var terms = RandomTerms.Table(52);
        var periods = WinBacks(terms, new WinBackQuery());
        var ledger = TestSource.Engine.GetLedger(terms, new LedgerQuery(), CancellationToken.None).Entries;
        Assert.Equal(ledger.Select(entry => (entry.Returned, entry.ReturnedValue)), periods.Select(period => (period.Returned, period.ReturnedValue)));
        Assert.Contains(periods, period => period.Returned > 0);

        // Whoever has ever been a customer, and is none at the opening.
        var ever = ledger.Select((_, i) => ledger.Take(i).Sum(entry => entry.New + entry.Transient)).ToList();
        Assert.All(periods.Zip(ledger).Zip(ever), of => Assert.True(of.First.First.LostBefore <= of.Second - of.First.Second.Opening));
        var byHand = TestSource.Subscriptions(
            "customer,start,end,amount\nA,2024-01-10,2024-03-10,5\nA,2024-06-20,,7\nB,2024-01-01,2024-02-01,3\nC,2024-01-01,,1\n",
            options: TestSource.Options with { AsOf = new DateTime(2024, 8, 1) });
        var june = WinBacks(byHand, new WinBackQuery()).Single(period => period.Period == "2024-06");
        Assert.Equal((2L, 1L, 7m, "3-6: 1"), (june.LostBefore, june.Returned, june.ReturnedValue, june.Ages[2].ToString()));
    }

    [Fact]
    public void WhoWasKnownBeforeTheDataIsToldApart()
    {
        var table = TestSource.FromText(
            "customer_id,date,amount,since\nA,2024-01-05,10,\nA,2024-03-05,10,\nB,2024-03-05,5,2020-01-01\n",
            TestSource.Options with { AsOf = new DateTime(2024, 4, 1), Columns = new() { FirstSeen = "since" } });
        var march = WinBacks(table, new WinBackQuery())[^1];
        Assert.Equal((1L, 1L, 1L, 0L), (march.LostBefore, march.Returned, march.KnownBefore, march.Check));
        Assert.Equal(2, TestSource.Engine.GetLedger(table, new LedgerQuery(), CancellationToken.None).Entries[^1].Returned);
    }

    [Fact]
    public void AnOpenPeriodHasNoRate()
    {
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-01-05,10\nB,2024-03-05,10\n", TestSource.Options with { AsOf = new DateTime(2024, 3, 10) });
        Assert.Equal((1L, null, "the period is open until 2024-04-01"), WinBacks(table, new WinBackQuery())[^1] is var open ? (open.LostBefore, open.Rate, open.Note) : default);
        Assert.Equal(0, WinBacks(table, new WinBackQuery { IncludeOpen = true })[^1].Rate);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1201)]
    public void WhatMakesNoSenseIsAnError(int after) =>
        Assert.Equal("NewAgainAfterInvalid", Assert.Throws<CustomerMetricsException>(() => WinBacks(TestSource.FromText("customer_id,date,amount\nA,2024-01-05,10\n"), new WinBackQuery { NewAgainAfter = after })).ErrorId);

    private static void Compare(List<(string Group, DateTime Loss, DateTime? Next, bool IsReturned, decimal Value)> lost, CustomerWinBack period, int? after)
    {
        var where = $"{period.Period} {period.Group}";
        var back = lost.FindAll(one => one.IsReturned);
        var returned = back.FindAll(one => after is null || NaiveWinBacks.WholeMonths(one.Loss, one.Next!.Value) < after);
        var pool = lost.Count(one => after is null || one.Loss.AddMonths(after.Value) > period.Start);
        Assert.Equal((where, pool, returned.Count, returned.Sum(one => one.Value)), (where, period.LostBefore, period.Returned, period.ReturnedValue));
        Assert.Equal((where, back.Count - returned.Count, back.Sum(one => one.Value) - returned.Sum(one => one.Value)), (where, period.NewAgain, period.NewAgainValue));
        Assert.Equal(pool == 0 ? null : (double)returned.Count / pool, period.Rate);
        Assert.All(period.Ages, age => Assert.Equal((where, returned.Count(one => IsIn(one, age)), returned.Where(one => IsIn(one, age)).Sum(one => one.Value)), (where, age.Returned, age.Value)));

        static bool IsIn((string Group, DateTime Loss, DateTime? Next, bool IsReturned, decimal Value) one, WinBackAge age) =>
            NaiveWinBacks.WholeMonths(one.Loss, one.Next!.Value) is var months && months >= age.FromMonths && months < (age.ToMonths ?? int.MaxValue);
    }

    private static List<CustomerWinBack> WinBacks(CustomerSource source, WinBackQuery query) => [.. TestSource.Engine.GetWinBacks(source, query, CancellationToken.None).Periods];
}
