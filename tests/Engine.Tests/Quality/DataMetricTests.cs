using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Ledger;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>The findings as a whole.</summary>
public sealed class DataMetricTests
{
    [Fact]
    public void NothingToSayIsSaid()
    {
        var table = Finding.Table("a,2024-01-01,10", "b,2024-01-02,5");
        var found = Assert.Single(Finding.All(table));
        Assert.Equal(("None", DataSeverity.Information, 0, 0m), (found.Check, found.Severity, found.Count, found.Amount));
        Assert.Empty(found.Examples);
        Assert.Null(found.Share);
        Assert.Equal("Nothing doubtful found in 2 rows.", found.Message);
        Assert.Equal(table.AsOf, found.AsOf);
    }

    [Fact]
    public void ATableWithoutRowsIsAnswered()
    {
        Assert.Equal("None", Assert.Single(Finding.All(TestSource.FromText(Finding.Csv("a,2024-01-01,-10"), TestSource.Options with { Refund = RefundRule.Ignore }))).Check);
        Assert.Equal("AfterAsOf", Assert.Single(Finding.All(Finding.Table("a,2024-01-01,10"), asOf: new DateTime(2020, 1, 1))).Check);
    }

    [Fact]
    public void TheGravestComeFirst()
    {
        var tomorrow = new DateTime(2024, 8, 1);
        var options = TestSource.Options with { Tomorrow = tomorrow, AsOf = new DateTime(2024, 7, 1) };
        var table = TestSource.FromText(Finding.Csv("a,2024-01-01,1", "b,2024-07-01,1", "A,2024-06-01,-1", "a,2025-01-01,1"), options);
        Assert.Equal(["FutureDate", "IdVariant", "RefundWithoutSale", "AfterAsOf"], Finding.All(table, tomorrow: tomorrow).Select(finding => finding.Check));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FilesAndRowsGiveTheSame(int seed)
    {
        var csv = RandomTransactions.Csv(seed);
        var lines = csv.Split('\n').Select(line => line.Split(',')).ToList();
        var options = TestSource.Options with { Columns = new() { Groups = ["region"] } };
        var fromFile = Finding.All(TestSource.FromText(csv + "\n", options));
        var fromRows = Finding.All(TestSource.FromRows(lines[0], lines.Skip(1), options));
        Assert.NotEmpty(fromFile);
        Assert.Equal(fromFile.Select(Text), fromRows.Select(Text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TheOrderOfRowsChangesOnlyTheirNumbers(int seed)
    {
        var lines = RandomTransactions.Csv(seed).Split('\n');
        var options = TestSource.Options;
        var straight = Finding.All(TestSource.FromText(string.Join('\n', lines) + "\n", options));
        var reversed = Finding.All(TestSource.FromText(string.Join('\n', lines.Skip(1).Reverse().Prepend(lines[0])) + "\n", options));
        Assert.Equal(straight.Select(finding => (finding.Check, finding.Count, finding.Amount, finding.Message)), reversed.Select(finding => (finding.Check, finding.Count, finding.Amount, finding.Message)));
    }

    [Fact]
    public void ItCanBeStopped()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => TestSource.Engine.TestData(Finding.Table("a,2024-01-01,10"), new DataQuery { Tomorrow = TestSource.Options.Tomorrow }, stopped.Token));
    }

    private static string Text(CustomerDataFinding finding) => string.Join('|', finding.Check, finding.Severity, finding.Count, finding.Amount, finding.Share, string.Join(' ', finding.Examples), finding.Message, finding.AsOf);
}
