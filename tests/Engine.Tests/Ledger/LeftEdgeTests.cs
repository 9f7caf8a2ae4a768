using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>What tells old customers from new ones where the data begins: a column that says so, or periods left out.</summary>
public sealed class LeftEdgeTests
{
    private static readonly ImportOptions FirstSeen = TestSource.Options with { AsOf = new DateTime(2024, 4, 1), Columns = new() { FirstSeen = "since" } };

    private const string Csv = """
        customer_id,date,amount,since
        a,2024-01-05,10,2020-01-01
        a,2024-02-05,10,
        b,2024-01-05,10,
        c,2024-02-05,10,2024-01-31
        d,2024-02-05,10,2024-02-01
        e,2024-03-05,10,2024-09-01
        f,2024-03-05,10,2024-03-06
        f,2024-03-07,10,2019-05-05
        g,2024-02-01,-5,2019-05-05
        """;

    [Fact]
    public void WhoeverWasKnownBeforeThePeriodIsNotNew()
    {
        var ledger = Ledger(TestSource.FromText(Csv, FirstSeen), new());
        Assert.Equal([(1, 1), (1, 1), (1, 1)], ledger.Select(entry => (entry.New, entry.Returned)));
    }

    [Fact]
    public void UnderTheWindowRuleToo()
    {
        var ledger = Ledger(TestSource.FromText(Csv, FirstSeen), new() { ActivityRule = ActivityRule.Window, WindowDays = 366 });
        Assert.Equal([(1, 1), (1, 1), (1, 1)], ledger.Select(entry => (entry.New, entry.Returned)));
    }

    [Fact]
    public void RowsSayItAsTheFileDoes()
    {
        var lines = Csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var fromRows = TestSource.FromRows(lines[0].Split(','), lines.Skip(1).Select(line => line.Split(',').Cast<object?>().ToArray()), FirstSeen);
        Assert.Equal(Ledger(TestSource.FromText(Csv, FirstSeen), new()), Ledger(fromRows, new()));
    }

    [Fact]
    public void ADateThatCannotBeReadIsABadRow() =>
        Assert.Equal("DateNotReadable", Assert.Throws<CustomerMetricsException>(() => TestSource.FromText("customer_id,date,amount,since\na,2024-01-05,10,long ago\n", FirstSeen)).ErrorId);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WarmUpLeavesOutTheFirstPeriodsAndKeepsWhatTheyTell(int periods)
    {
        var table = TestSource.FromText(RandomTransactions.Csv(7), TestSource.Options with { AsOf = new DateTime(2025, 4, 1), Columns = new() { Groups = ["region"] } });
        foreach (var groupBy in new string[][] { [], ["region"] })
        {
            var whole = Ledger(table, new() { GroupBy = groupBy });
            var starts = whole.Select(entry => entry.Start).Distinct().Skip(periods).ToHashSet();
            Assert.Equal(whole.Where(entry => starts.Contains(entry.Start)), Ledger(table, new() { GroupBy = groupBy, WarmUp = periods }));
        }
    }

    [Fact]
    public void WarmUpOfEverythingShowsNothingAndSaysSo()
    {
        var ledger = TestSource.Engine.GetLedger(TestSource.FromText(Csv, FirstSeen), new() { WarmUp = 3 }, CancellationToken.None);
        Assert.Empty(ledger.Entries);
        Assert.StartsWith("No period lies in the range", Assert.Single(ledger.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WarmUpIsANumberOfPeriods() =>
        Assert.Equal("WarmUpInvalid", Assert.Throws<CustomerMetricsException>(() => Ledger(TestSource.FromText(Csv, FirstSeen), new() { WarmUp = 0 })).ErrorId);

    private static List<CustomerLedgerEntry> Ledger(TransactionTable table, LedgerQuery query) =>
        [.. TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries.Select(entry => entry with { Source = null })];
}
