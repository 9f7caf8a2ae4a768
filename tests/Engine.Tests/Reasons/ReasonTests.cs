using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Tests.Ledger;
using CustomerMetrics.Engine.Tests.Metrics;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Reasons;

/// <summary>Every line of reasons against the rows, and what lines have in common.</summary>
public sealed class ReasonTests
{
    private static readonly ImportOptions Options = TestSource.Options with { Columns = new() { Groups = ["region"] } };

    private static readonly LedgerQuery[] Ledgers =
    [
        new() { Period = PeriodUnit.Month },
        new() { Period = PeriodUnit.Quarter, GroupBy = ["region"] },
        new() { Period = PeriodUnit.Week },
        new() { Period = PeriodUnit.Month, ActivityRule = ActivityRule.Window, WindowDays = 45, GroupBy = ["region"] },
        new() { Period = PeriodUnit.Quarter, ActivityRule = ActivityRule.Window, WindowDays = 20 },
        new() { Period = PeriodUnit.Week, ActivityRule = ActivityRule.Window, WindowDays = 30 },
    ];

    public static TheoryData<int, ReasonDirection> Cases() => new(
        from ledger in Enumerable.Range(0, Ledgers.Length)
        from direction in Enum.GetValues<ReasonDirection>()
        select (ledger, direction));

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryLineIsWhatTheRowsSay(int ledger, ReasonDirection direction)
    {
        var (csv, reasons) = (RandomTransactions.Csv(ledger + 1), RandomReasons.Csv(ledger + 1));
        var table = TestSource.FromText(csv, Options with { AsOf = new DateTime(2025, 3, 14) });
        var query = new ReasonQuery { Ledger = Ledgers[ledger], Direction = direction, WithinDays = ledger % 3 * 10, IncludeOpen = true };
        var naive = new NaiveReasons(table, reasons, query);
        var lines = ReasonGiven.Lines(table, ReasonGiven.FromText(reasons), query);
        Assert.Contains(lines, line => line is { Kind: ReasonKind.Recorded, Customers: > 0 });
        foreach (var line in lines)
        {
            var where = $"{line.Period} {line.Group} {line.Movement} {line.Reason}";
            var expected = naive.Of(line.Start, line.Group, line.Movement, line.Kind is ReasonKind.NotRecorded ? null : line.Reason);
            Assert.Equal((where, expected.Count, expected.Sum(one => one.Value)), (where, line.Customers, line.Value));
            Assert.Equal(line.Total == 0 ? null : (double)line.Customers / line.Total, line.CustomerShare);
            var before = naive.Ledger.LastOrDefault(entry => entry.End == line.Start)?.Start;
            if (before is { } start)
            {
                var previous = naive.Of(start, line.Group, line.Movement, line.Kind is ReasonKind.NotRecorded ? null : line.Reason);
                Assert.Equal((where, previous.Count, line.Customers - previous.Count, previous.Sum(one => one.Value)), (where, line.Previous ?? 0, line.Change ?? line.Customers, line.PreviousValue ?? 0));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LinesAddUpToTheLedger(int ledger, ReasonDirection direction)
    {
        var table = TestSource.FromText(RandomTransactions.Csv(ledger + 11), Options);
        var reasons = ReasonGiven.FromText(RandomReasons.Csv(ledger + 11));
        var all = ReasonGiven.Lines(table, reasons, new ReasonQuery { Ledger = Ledgers[ledger], Direction = direction });
        foreach (var top in new int?[] { null, 1 })
        {
            var lines = ReasonGiven.Lines(table, reasons, new ReasonQuery { Ledger = Ledgers[ledger], Direction = direction, Top = top, By = ReasonOrder.Money });
            foreach (var entry in TestSource.Engine.GetLedger(table, Ledgers[ledger], CancellationToken.None).Entries)
            {
                var (kept, keptValue) = (entry.Closing - entry.New - entry.Returned, entry.ClosingValue - entry.NewValue - entry.ReturnedValue);
                var expected = direction switch
                {
                    ReasonDirection.Out => [(entry.Lost, entry.LostValue)],
                    ReasonDirection.In => [(entry.New, entry.NewValue), (entry.Returned, entry.ReturnedValue)],
                    ReasonDirection.Stay => [(kept, keptValue)],
                    _ => new[] { (entry.Closing, entry.ClosingValue) },
                };
                var found = lines.Where(line => line.Start == entry.Start && line.Group == entry.Group).GroupBy(line => line.Movement).ToList();
                Assert.Equal(expected, found.Select(of => (of.Sum(line => line.Customers), of.Sum(line => line.Value))));
                Assert.All(found, of => Assert.Equal(ReasonKind.NotRecorded, of.First().Kind));
                Assert.All(found, of => Assert.True(top is null || of.Count() <= top + 2));
            }

            Assert.All(lines, line => Assert.Equal((0L, 0m), (line.Check, line.ValueCheck)));
            Assert.Equal(
                all.GroupBy(line => (line.Start, line.Group, line.Movement)).Where(page => page.Count(line => line.Kind is ReasonKind.Recorded) > (top ?? int.MaxValue)).Select(page => page.Key),
                lines.Where(line => line.Kind is ReasonKind.Other).Select(line => (line.Start, line.Group, line.Movement)));
        }
    }

    [Fact]
    public void NeitherTheOrderOfRowsNorAnotherRangeChangesALine()
    {
        var table = TestSource.FromText(RandomTransactions.Csv(21), Options);
        var csv = RandomReasons.Csv(21).Split('\n');
        var reasons = ReasonGiven.FromText(string.Join('\n', csv));
        var backwards = ReasonGiven.FromText(string.Join('\n', csv.Skip(1).Reverse().Prepend(csv[0])));
        foreach (var ledger in Ledgers)
        {
            var query = new ReasonQuery { Ledger = ledger, WithinDays = 25 };
            var lines = ReasonGiven.Plain(ReasonGiven.Lines(table, reasons, query));
            Assert.Equal(lines.Select(Text), ReasonGiven.Plain(ReasonGiven.Lines(table, backwards, query)).Select(Text));
            var starts = lines.Select(line => line.Start).Distinct().TakeLast(3).ToHashSet();
            Assert.Equal(
                lines.Where(line => starts.Contains(line.Start)).Select(Text),
                ReasonGiven.Plain(ReasonGiven.Lines(table, reasons, query with { Ledger = ledger with { Last = 3 } })).Select(Text));
        }

        static string Text(CustomerReason line) => (line with { Named = [] }).ToString().Replace("System.String[]", "", StringComparison.Ordinal);
    }

    [Fact]
    public void MembersAreTheLine()
    {
        var table = TestSource.FromText(RandomTransactions.Csv(31), Options);
        var reasons = ReasonGiven.FromText(RandomReasons.Csv(31));
        foreach (var (ledger, direction) in Ledgers.Zip(Enum.GetValues<ReasonDirection>().Append(ReasonDirection.Out)))
        {
            var query = new ReasonQuery { Ledger = ledger, Direction = direction, Top = 2 };
            foreach (var line in ReasonGiven.Lines(table, reasons, query))
            {
                var members = TestSource.Engine.GetReasonMembers(table, reasons, new ReasonMemberQuery { Reasons = query, Period = line.Period, Start = line.Start, Group = line.Group, Movement = line.Movement, Kind = line.Kind, Named = line.Named }, CancellationToken.None).ToList();
                Assert.Equal((line.Customers, line.Value), (members.Count, members.Sum(member => direction is ReasonDirection.Out ? member.OpeningValue : member.ClosingValue)));
                Assert.All(members, member => Assert.Equal(line.Kind is ReasonKind.NotRecorded ? null : member.Reason, member.Reason));
                Assert.All(members.Where(_ => line.Kind is ReasonKind.Recorded), member => Assert.Equal(line.Reason, member.Reason));
                Assert.All(members, member => Assert.Equal(member.Reason is null, member.ReasonDate is null));
            }
        }
    }

    [Fact]
    public void WorkedByHand()
    {
        var table = TestSource.FromText(
            "customer_id,date,amount\nA,2024-01-10,100\nB,2024-01-20,50\nC,2024-01-25,30\nD,2024-01-30,20\nD,2024-02-10,25\nE,2024-02-15,10\n",
            TestSource.Options with { AsOf = new DateTime(2024, 4, 15) });
        var reasons = ReasonGiven.FromText(
            """
            customer,date,direction,reason,source
            A,2024-01-15,Out,Service,call
            A,2024-02-03,Out,Price,survey
            B,2024-02-29,Out,Price,survey
            B,2024-02-29,Out,Delivery,survey
            C,2024-03-01,Out,Moved,survey
            D,2024-02-20,Out,Price,survey
            E,2024-02-20,In,Price,survey
            Z,2024-02-20,Out,Price,survey
            """);
        var answer = TestSource.Engine.GetReasons(table, reasons, new ReasonQuery(), CancellationToken.None);
        Assert.Equal(
            [
                "2024-01 (no reason recorded) 0 0", "2024-02 (no reason recorded) 1 30", "2024-02 Price 1 100", "2024-02 Delivery 1 50",
                "2024-03 (no reason recorded) 1 10", "2024-03 Price 1 25", "2024-03 Delivery 0 0", "2024-04 (no reason recorded) 0 0",
            ],
            answer.Reasons.Select(line => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line.Period} {line.Reason} {line.Customers} {line.Value:0}")));
        var price = answer.Reasons[2];
        Assert.Equal((1.0 / 3, 100.0 / 180), (price.CustomerShare!.Value, price.ValueShare!.Value));
        Assert.Equal((0L, 1L, null), (price.Previous!.Value, price.Change!.Value, price.ShareChange));
        Assert.Equal(0.5 - (1.0 / 3), answer.Reasons[5].ShareChange!.Value, 1e-15);
        Assert.Equal(-1.0 / 3, answer.Reasons[6].ShareChange!.Value, 1e-15);
        Assert.Contains("2 of 7 reasons Out dated in the periods shown explain nothing: 1 of customers that rows.csv does not have; 1 of customers without such a movement at that time.", answer.Warnings);

        // A day more, and C's reason belongs to the loss. 2024-04 is open, so nothing is said of its shares.
        var wide = ReasonGiven.Lines(table, reasons, new ReasonQuery { WithinDays = 1 });
        Assert.Equal(["Price", "Delivery", "Moved"], wide.Where(line => line is { Period: "2024-02", Kind: ReasonKind.Recorded }).Select(line => line.Reason));
        var open = answer.Reasons[^1];
        Assert.Equal((false, null, null, "the period is open until 2024-05-01"), (open.IsComplete, open.CustomerShare, open.Previous, open.Note));
        Assert.Equal("there was no such customer in the period", ReasonGiven.Lines(table, reasons, new ReasonQuery { IncludeOpen = true })[^1].Note);
    }

    [Theory]
    [InlineData(PeriodUnit.Month)]
    [InlineData(PeriodUnit.Quarter)]
    public void OfSubscriptionsTheyAddUpAsWell(PeriodUnit unit)
    {
        var terms = RandomTerms.Table(51);
        var reasons = ReasonGiven.FromText(RandomReasons.Csv(51));
        var ledger = TestSource.Engine.GetLedger(terms, new LedgerQuery { Period = unit }, CancellationToken.None).Entries;
        foreach (var direction in Enum.GetValues<ReasonDirection>())
        {
            var lines = ReasonGiven.Lines(terms, reasons, new ReasonQuery { Ledger = new() { Period = unit }, Direction = direction, WithinDays = 20 });
            Assert.Contains(lines, line => line is { Kind: ReasonKind.Recorded, Customers: > 0, ActivityRule: ActivityRule.Contract });
            Assert.Equal(
                ledger.Select(entry => direction is ReasonDirection.Out ? (entry.Lost, entry.LostValue) : direction is ReasonDirection.In ? (entry.New + entry.Returned, entry.NewValue + entry.ReturnedValue) : direction is ReasonDirection.Stay ? (entry.Closing - entry.New - entry.Returned, entry.ClosingValue - entry.NewValue - entry.ReturnedValue) : (entry.Closing, entry.ClosingValue)),
                lines.GroupBy(line => line.Start).Select(of => (of.Sum(line => line.Customers), of.Sum(line => line.Value))));
        }
    }

    [Fact]
    public void AReasonBelongsToOneLossAlone()
    {
        // Lost on 2024-01-31 and again on 2024-03-13: 20 February lies within the time of both.
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-01-01,1\nA,2024-02-12,1\nB,2024-05-01,1\n", TestSource.Options);
        var reasons = ReasonGiven.FromText("customer,date,reason\nA,2024-02-20,Price\n");
        var lines = ReasonGiven.Lines(table, reasons, new ReasonQuery { Ledger = new() { Period = PeriodUnit.Week, ActivityRule = ActivityRule.Window, WindowDays = 30 }, WithinDays = 20 });
        Assert.Equal("2024-W05", Assert.Single(lines, line => line is { Kind: ReasonKind.Recorded, Customers: 1 }).Period);
        Assert.Equal(2, lines.Where(line => line.Kind is ReasonKind.NotRecorded).Sum(line => line.Total));
    }

    [Fact]
    public void AReasonAfterTheAsOfDateIsNotKnown()
    {
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-01-01,1\nB,2024-02-20,1\n", TestSource.Options with { AsOf = new DateTime(2024, 3, 1) });
        var reasons = ReasonGiven.FromText("customer,date,reason\nA,2024-03-01,Price\n");
        Assert.DoesNotContain(ReasonGiven.Lines(table, reasons, new ReasonQuery { WithinDays = 10 }), line => line.Kind is ReasonKind.Recorded);
        Assert.Contains(ReasonGiven.Lines(table, reasons, new ReasonQuery { WithinDays = 10, Ledger = new() { AsOf = new DateTime(2024, 3, 2) } }), line => line is { Kind: ReasonKind.Recorded, Period: "2024-02" });
    }

    [Fact]
    public void NothingToExplainIsTold()
    {
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-01-01,1\n", TestSource.Options);
        var none = TestSource.Engine.GetReasons(table, ReasonGiven.FromText("customer,date,reason\nA,2024-01-05,\n"), new ReasonQuery(), CancellationToken.None);
        Assert.Contains("reasons.csv holds no reason of the direction Out, only rows without a reason.", none.Warnings);
        Assert.Equal((0L, null, 0L), (none.Reasons[0].Total, none.Reasons[0].CustomerShare, none.Reasons[0].Check));
        Assert.Empty(ReasonGiven.Lines(table, ReasonGiven.FromText("customer,date,reason\n"), new ReasonQuery { Ledger = new() { AsOf = new DateTime(2020, 1, 1) } }));
    }

    [Fact]
    public void WhatDoesNotAddUpIsNotShown()
    {
        var entry = LedgerEntries.Entry(10, 20, 3);
        var query = new ReasonQuery();
        var failure = Assert.Throws<CustomerMetricsException>(() => ReasonLines.Of(entry, CustomerMovement.Lost, new ReasonBook(), new ReasonScope(query, 700_000), query, ReasonGiven.FromText("customer,date,reason\n")));
        Assert.Equal("CheckFailed", failure.ErrorId);
    }

    [Theory]
    [InlineData("TopInvalid", 0, 0)]
    [InlineData("WithinDaysInvalid", null, -1)]
    [InlineData("WithinDaysInvalid", null, 36526)]
    public void WhatMakesNoSenseIsAnError(string errorId, int? top, int withinDays)
    {
        var table = TestSource.FromText("customer_id,date,amount\nA,2024-01-01,1\n", TestSource.Options);
        var query = new ReasonQuery { Top = top, WithinDays = withinDays };
        Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(() => ReasonGiven.Lines(table, ReasonGiven.FromText("customer,date,reason\n"), query)).ErrorId);
    }
}
