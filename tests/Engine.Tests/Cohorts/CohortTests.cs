using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Ledger;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Cohorts;

/// <summary>Every cell of cohorts against the rows, and what cells have in common.</summary>
public sealed class CohortTests
{
    private static readonly ImportOptions Options = TestSource.Options with { Columns = new() { Groups = ["region"] } };

    private static readonly (CohortMeasure Measure, CohortMode Mode)[] Kinds =
    [
        (CohortMeasure.Customers, CohortMode.Classic),
        (CohortMeasure.Customers, CohortMode.Rolling),
        (CohortMeasure.Customers, CohortMode.Bracket),
        (CohortMeasure.Revenue, CohortMode.Classic),
        (CohortMeasure.Revenue, CohortMode.Bracket),
        (CohortMeasure.CumulativeRevenue, CohortMode.Classic),
        (CohortMeasure.Orders, CohortMode.Classic),
        (CohortMeasure.Orders, CohortMode.Bracket),
    ];

    public static TheoryData<int, PeriodUnit, CohortOffset> Cases() => new(
        from seed in Enumerable.Range(1, 2)
        from unit in Enum.GetValues<PeriodUnit>()
        from offset in Enum.GetValues<CohortOffset>()
        select (seed, unit, offset));

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryCellIsWhatTheRowsSay(int seed, PeriodUnit unit, CohortOffset offset)
    {
        var csv = RandomTransactions.Csv(seed);
        var rows = NaiveCohorts.Read(csv);

        // At the end of a short month, and in the middle of every kind of period.
        foreach (var asOf in new[] { new DateTime(2025, 2, 28), new DateTime(2025, 3, 14) })
        {
            var table = TestSource.FromText(csv, Options with { AsOf = asOf });
            foreach (var ((measure, mode), i) in Kinds.Select((kind, i) => (kind, i)))
            {
                var query = new CohortQuery
                {
                    Period = unit,
                    Offset = offset,
                    Measure = measure,
                    Mode = mode,
                    Bracket = mode is CohortMode.Bracket ? ["0", "1", "2-3", "5-6"] : [],
                    GroupBy = i % 3 == 1 ? ["region"] : [],
                    CohortBy = i % 3 == 2 ? ["region"] : [],
                };
                var naive = new NaiveCohorts(rows, query, asOf);
                var cells = Cells(table, query);
                Assert.Contains(cells, cell => cell.Rate is not null);
                foreach (var cell in unit is PeriodUnit.Day ? cells.Where((_, place) => place % 37 == 0) : cells)
                {
                    Compare(naive, cell);
                }
            }
        }
    }

    [Theory]
    [InlineData(PeriodUnit.Week)]
    [InlineData(PeriodUnit.Month)]
    [InlineData(PeriodUnit.Quarter)]
    public void CohortsOfAPeriodAreTheLedger(PeriodUnit unit)
    {
        var table = Table(3);
        var ledger = TestSource.Engine.GetLedger(table, new LedgerQuery { Period = unit }, CancellationToken.None).Entries;
        var starts = ledger.Select(entry => entry.Start).ToList();
        var cells = Cells(table, new CohortQuery { Period = unit, Measure = CohortMeasure.Revenue }).Where(cell => !cell.IsAverage).ToLookup(cell => starts.IndexOf(cell.Start) + cell.Offset);
        Assert.Equal(ledger.Select(entry => entry.Closing), ledger.Select((_, period) => cells[period].Sum(cell => cell.Active)));
        Assert.Equal(ledger.Select(entry => entry.New), ledger.Select((_, period) => cells[period].Where(cell => cell.Offset == 0).Sum(cell => cell.Active)));
    }

    [Theory]
    [InlineData(CohortOffset.Calendar, RefundRule.Net)]
    [InlineData(CohortOffset.Elapsed, RefundRule.Net)]
    [InlineData(CohortOffset.Elapsed, RefundRule.Separate)]
    public void AllMoneyIsInTheCells(CohortOffset offset, RefundRule refund)
    {
        var csv = RandomTransactions.Csv(4) + "\nearly,2023-11-20,-7,north,web\nearly,2024-03-01,9,north,web\nnever,2024-03-01,-3,north,web";
        var cells = Cells(TestSource.FromText(csv, Options with { Refund = refund }), new CohortQuery { Offset = offset }).Where(cell => !cell.IsAverage).ToList();
        var rows = NaiveCohorts.Read(csv).Where(row => row.Customer != "never").ToList();
        Assert.Equal(rows.Sum(row => row.Amount), cells.Sum(cell => cell.Revenue + cell.RefundValue + cell.EarlierValue));
        Assert.Contains(cells, cell => cell.EarlierValue < 0);
    }

    [Theory]
    [InlineData(CohortOffset.Calendar)]
    [InlineData(CohortOffset.Elapsed)]
    public void RollingNeverRises(CohortOffset offset)
    {
        foreach (var cohort in Cells(Table(5), new CohortQuery { Mode = CohortMode.Rolling, Offset = offset }).Where(cell => !cell.IsAverage).GroupBy(cell => cell.Cohort))
        {
            Assert.All(cohort.Zip(cohort.Skip(1)), pair => Assert.True(pair.Second.Active <= pair.First.Active));
            Assert.Equal(Math.Min(3, cohort.Count(cell => cell.IsComplete)), cohort.Count(cell => cell.IsProvisional && cell.IsComplete));
        }
    }

    [Fact]
    public void NeitherTheOrderOfRowsNorAnotherRangeChangesACell()
    {
        var csv = RandomTransactions.Csv(6);
        var lines = csv.Split('\n');
        var query = new CohortQuery { Measure = CohortMeasure.CumulativeRevenue, Offset = CohortOffset.Elapsed, GroupBy = ["region"] };
        var cells = Plain(Cells(Table(6), query));
        Assert.Equal(cells, Plain(Cells(TestSource.FromText(string.Join('\n', lines.Skip(1).Reverse().Prepend(lines[0])), Options), query)));
        var range = query with { Since = new DateTime(2024, 3, 1), Until = new DateTime(2024, 6, 15) };
        Assert.Equal(
            cells.Where(cell => !cell.IsAverage && cell.Start >= new DateTime(2024, 3, 1) && cell.Start < new DateTime(2024, 6, 15)),
            Plain(Cells(Table(6), range)).Where(cell => !cell.IsAverage));
        Assert.Equal(
            cells.Where(cell => !cell.IsAverage && cell.Start >= new DateTime(2025, 1, 1)),
            Plain(Cells(Table(6), query with { Last = 4 })).Where(cell => !cell.IsAverage));
    }

    [Fact]
    public void MembersAreTheCell()
    {
        var table = Table(7);
        foreach (var (measure, mode) in Kinds)
        {
            foreach (var (groupBy, cohortBy) in new (string[], string[])[] { (["region"], []), ([], ["region"]) })
            {
                var query = new CohortQuery { Measure = measure, Mode = mode, Offset = CohortOffset.Elapsed, Bracket = mode is CohortMode.Bracket ? ["0-1", "2-4"] : [], GroupBy = groupBy, CohortBy = cohortBy };
                foreach (var cell in Cells(table, query).Where((_, i) => i % 5 == 0))
                {
                    var members = TestSource.Engine.GetCohortMembers(table, new CohortMemberQuery { Cohorts = query, Cohort = cell.Cohort, IsAverage = cell.IsAverage, Group = cell.Group, Offset = cell.Offset, OffsetEnd = cell.OffsetEnd, Start = cell.Start, End = cell.End }, CancellationToken.None).ToList();
                    Assert.Equal(
                        (cell.Customers, cell.Active, cell.Eligible, cell.Orders, cell.Revenue),
                        (members.Count, members.Count(member => member.IsActive), members.Count(member => member.IsComplete), members.Sum(member => member.Orders), members.Sum(member => member.Revenue)));
                }
            }
        }
    }

    [Fact]
    public void WhoeverWasKnownBeforeIsInNoCohort()
    {
        const string csv = "customer_id,date,amount,since\na,2024-01-05,10,2020-01-01\nb,2024-01-05,10,\nc,2024-02-05,10,2024-01-31\nd,2024-02-05,10,2024-02-01\n";
        var table = TestSource.FromText(csv, TestSource.Options with { AsOf = new DateTime(2024, 3, 1), Columns = new() { FirstSeen = "since" } });
        var cohorts = TestSource.Engine.GetCohorts(table, new CohortQuery(), CancellationToken.None);
        Assert.Equal([("2024-01", 0, 1L), ("2024-01", 1, 1L), ("2024-02", 0, 1L)], cohorts.Cells.Where(cell => !cell.IsAverage).Select(cell => (cell.Cohort, cell.Offset, cell.Customers)));
        Assert.StartsWith("2 customers are in no cohort", Assert.Single(cohorts.Warnings), StringComparison.Ordinal);
        Assert.All(cohorts.Cells.Where(cell => !cell.IsAverage), cell => Assert.Equal(cell.Cohort == "2024-01", cell.LeftEdge));
    }

    [Fact]
    public void NobodyIsToldOf()
    {
        var cohorts = TestSource.Engine.GetCohorts(Table(1), new CohortQuery { Since = new DateTime(2030, 1, 1) }, CancellationToken.None);
        Assert.Empty(cohorts.Cells);
        Assert.Equal("Nobody first came in the range asked for.", Assert.Single(cohorts.Warnings));
        Assert.Empty(TestSource.Engine.GetCohorts(Table(1), new CohortQuery { AsOf = new DateTime(2020, 1, 1) }, CancellationToken.None).Cells);
    }

    public static TheoryData<string, CohortQuery> Refused() => new(
        ("CohortByWithGroupBy", new CohortQuery { CohortBy = ["region"], GroupBy = ["region"] }),
        ("CohortModeInvalid", new CohortQuery { Mode = CohortMode.Rolling, Measure = CohortMeasure.Revenue }),
        ("CohortModeInvalid", new CohortQuery { Mode = CohortMode.Bracket, Measure = CohortMeasure.CumulativeRevenue, Bracket = ["1"] }),
        ("TailInvalid", new CohortQuery { Mode = CohortMode.Rolling, Tail = -1 }),
        ("BracketMissing", new CohortQuery { Mode = CohortMode.Bracket }),
        ("BracketWithoutMode", new CohortQuery { Bracket = ["1"] }),
        ("BracketInvalid", new CohortQuery { Mode = CohortMode.Bracket, Bracket = ["x"] }),
        ("BracketInvalid", new CohortQuery { Mode = CohortMode.Bracket, Bracket = ["3-2"] }),
        ("BracketInvalid", new CohortQuery { Mode = CohortMode.Bracket, Bracket = ["1-2", "2-3"] }),
        ("BracketInvalid", new CohortQuery { Mode = CohortMode.Bracket, Bracket = ["-1"] }),
        ("BracketInvalid", new CohortQuery { Mode = CohortMode.Bracket, Bracket = ["1-2-3"] }),
        ("LastInvalid", new CohortQuery { Last = 0 }),
        ("AsOfInvalid", new CohortQuery { AsOf = new DateTime(9999, 1, 1) }),
        ("GroupColumnUnknown", new CohortQuery { CohortBy = ["planet"] }));

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatMakesNoSenseIsAnError(string errorId, CohortQuery query) =>
        Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(() => Cells(Table(1), query)).ErrorId);

    private static void Compare(NaiveCohorts naive, CohortCell cell)
    {
        var all = naive.Of(cell);
        var eligible = all.FindAll(customer => naive.Over(customer, cell.OffsetEnd));
        var where = $"{cell.Measure} {cell.Mode} {cell.Cohort} {cell.Group} {cell.Offset}-{cell.OffsetEnd}";
        Assert.Equal(
            (where, all.Count, all.Count(customer => naive.IsActive(customer, cell)), all.Sum(customer => naive.Revenue(customer, cell)), all.Sum(customer => naive.Orders(customer, cell)), eligible.Count, eligible.Count == all.Count),
            (where, cell.Customers, cell.Active, cell.Revenue, cell.Orders, cell.Eligible, cell.IsComplete));
        Assert.Equal((where, cell.Offset == 0 ? all.Sum(naive.Earlier) : 0), (where, cell.EarlierValue));
        if (eligible.Count == 0)
        {
            Assert.Equal((where, null, null, null), (where, cell.Rate, cell.Low, cell.Numerator));
            return;
        }

        var parts = eligible.ConvertAll(customer => naive.Parts(customer, cell));
        var (numerator, denominator) = (parts.Sum(part => part.Numerator), parts.Sum(part => part.Denominator));
        Assert.Equal((where, numerator, denominator), (where, cell.Numerator, cell.Denominator));
        if (denominator <= 0)
        {
            Assert.Null(cell.Rate);
            return;
        }

        var rate = (double)(numerator / denominator);
        Assert.Equal(rate, cell.Rate!.Value, 1e-9);
        Assert.Equal(cell.Offset > 0 || (cell.OffsetEnd > 0 && cell.Measure is not CohortMeasure.Customers) ? eligible.Count > 1 || cell.Measure is CohortMeasure.Customers : false, cell.Low is not null);
        if (cell.Interval == "Delta" && cell.Measure is not CohortMeasure.Orders)
        {
            var residuals = parts.Sum(part => Math.Pow((double)part.Numerator - (rate * (double)part.Denominator), 2));
            var error = 1.959963984540054 * Math.Sqrt(residuals * eligible.Count / (eligible.Count - 1)) / (double)denominator;
            Assert.Equal(rate + error, cell.High!.Value, 1e-6);
            Assert.Equal(rate - error, cell.Low!.Value, 1e-6);
        }
    }

    private static TransactionTable Table(int seed) => TestSource.FromText(RandomTransactions.Csv(seed), Options);

    private static List<CohortCell> Cells(CustomerSource source, CohortQuery query) => [.. TestSource.Engine.GetCohorts(source, query, CancellationToken.None).Cells];

    private static List<CohortCell> Plain(List<CohortCell> cells) => cells.ConvertAll(cell => cell with { Source = null, LeftEdge = false });
}
