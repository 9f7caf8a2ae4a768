using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class CohortsSectionTests
{
    // A and b come back to January's cohort in March, only a in February; d of February does not.
    private const string Known = "a 24-01-05 100; b 24-01-06 50; c 24-01-07 25; a 24-02-05 80; d 24-02-09 15; a 24-03-01 30; b 24-03-05 90; e 24-03-06 10";

    [Fact]
    public void CellsAreThoseWorkedByHand()
    {
        var matrix = Matrix(Given.Statement(Known, asOf: "24-04-01"));
        Assert.Equal(["1", "2"], matrix.Columns);
        Assert.Equal("Months later", matrix.ColumnName);
        Assert.Equal(["Jan 2024", "Feb 2024"], matrix.Rows.Select(row => row.Label));
        Assert.Equal([3L, 1L], matrix.Rows.Select(row => row.Base));
        Assert.Equal([1 / 3.0, 2 / 3.0], matrix.Rows[0].Cells);
        Assert.Equal(4, matrix.Summary!.Base);
        Assert.Equal([0.25, 2 / 3.0], matrix.Summary.Cells);
    }

    [Fact]
    public void NobodyIsZeroAndNotYetIsEmpty() => Assert.Equal([0.0, null], Matrix(Given.Statement(Known, asOf: "24-04-01")).Rows[1].Cells);

    [Fact]
    public void OpenPeriodFillsNoCell()
    {
        var matrix = Matrix(Given.Statement(Known, asOf: "24-03-31"));
        Assert.Equal([1 / 3.0], Assert.Single(matrix.Rows).Cells);
        Assert.Contains(matrix.Notes, note => note.StartsWith("Whoever bought for the first time after January 2024 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Known, "24-04-01", "The one customer who first bought in February 2024 bought nothing a month later. On average 25.0% bought again a month later (95% interval 4.6% to 69.9%), and 2 months later 66.7%.")]
    [InlineData(Known, "24-03-01", "Of the 3 customers who first bought in January 2024, 1 bought again a month later.")]
    [InlineData("a 24-01-05 1; a 24-02-05 1", "24-03-01", "The one customer who first bought in January 2024 bought again a month later.")]
    [InlineData("a 24-01-05 1; b 24-01-05 1; c 24-02-05 1", "24-03-01", "Of the 2 customers who first bought in January 2024, none bought again a month later.")]
    public void SentenceSaysOneCell(string rows, string asOf, string sentence) =>
        Assert.Equal(sentence, Given.Blocks<StatementText>(Given.Statement(rows, asOf: asOf), "cohorts").Single().Text);

    // January has four customers, each later month one: of 15, the 8 of the first five months have eight months behind them, and a, b and c bought in the eighth.
    [Fact]
    public void LaterAverageIsKnownOfHalfOfTheCustomers() =>
        Assert.EndsWith(", and 8 months later 37.5%.", Given.Blocks<StatementText>(Given.ManyMonths(13), "cohorts").Single().Text, StringComparison.Ordinal);

    [Fact]
    public void LongHistoryShowsTheLastTwelveAndSaysSo()
    {
        var matrix = Matrix(Given.ManyMonths(30));
        Assert.Equal(12, matrix.Rows.Count);
        Assert.Equal("Jun 2022", matrix.Rows[0].Label);
        Assert.Equal("May 2023", matrix.Rows[^1].Label);
        Assert.Equal(12, matrix.Columns.Count);
        Assert.Equal(matrix.Rows.Sum(row => row.Base), matrix.Summary!.Base);
        Assert.EndsWith(", the last 12 of 29 months", matrix.Caption, StringComparison.Ordinal);
        Assert.All(matrix.Rows.Append(matrix.Summary), row => Assert.Equal(12, row.Cells.Count));
    }

    [Fact]
    public void OldCohortsShowTheirFirstTwelvePeriods()
    {
        var query = new StatementQuery { Ledger = Given.Months.Ledger with { Until = new DateTime(2021, 4, 1) } };
        var matrix = Matrix(Given.ManyMonths(30, query));
        Assert.Equal(["Jan 2021", "Feb 2021", "Mar 2021"], matrix.Rows.Select(row => row.Label));
        Assert.Equal(12, matrix.Columns.Count);
        Assert.Contains("Later months than 12 are not shown.", matrix.Notes);
    }

    [Fact]
    public void CellsAreThoseOfTheCohortsAskedForThemselves()
    {
        var statement = Given.ManyMonths(20, Given.Window);
        var source = statement.Cohorts[0].Source!;
        var query = new CohortQuery { Since = new DateTime(2021, 8, 1), Until = new DateTime(2022, 8, 1) };
        Assert.Equal(TestSource.Engine.GetCohorts(source, query, CancellationToken.None).Cells, statement.Cohorts);
        Assert.NotEmpty(statement.Cohorts);
    }

    [Fact]
    public void WithoutATimeToComeBackThereIsNoMatrix()
    {
        var statement = Given.Statement("a 24-01-05 100; a 24-02-03 2", asOf: "24-02-28");
        Assert.Equal("There is no retention to show yet: it needs a complete month after that of a first purchase.", Given.Blocks<StatementText>(statement, "cohorts").Single().Text);
        Assert.Empty(Given.Blocks<StatementMatrix>(statement, "cohorts"));
        Assert.Empty(statement.Cohorts);
        Assert.DoesNotContain(statement.Footnotes, note => note.StartsWith("Retention", StringComparison.Ordinal));
    }

    [Fact]
    public void FirstCohortMayBeOlderThanTheData() =>
        Assert.Contains("Customers of Jan 2024 may have bought before the data begins.", Matrix(Given.Statement(Known, asOf: "24-04-01")).Notes);

    [Fact]
    public void CustomersKnownBeforeAreInNoCohort()
    {
        const string Rows = "customer,date,amount,first_seen\na,2024-01-05,10,2023-05-01\nb,2024-01-06,10,2024-01-06\nb,2024-02-06,10,2024-01-06\nc,2024-02-07,10,2023-01-01\nc,2024-03-07,10,2023-01-01\n";
        var matrix = Matrix(Of(Rows));
        Assert.Equal(1, Assert.Single(matrix.Rows).Base);
        Assert.DoesNotContain(matrix.Notes, note => note.EndsWith("before the data begins.", StringComparison.Ordinal));
        Assert.Contains(matrix.Notes, note => note.StartsWith("2 customers are in no cohort", StringComparison.Ordinal));
        Assert.Equal(
            "Nobody bought for the first time in a month shown whose next one is over.",
            Given.Blocks<StatementText>(Of(Rows.Replace("2024-01-06\n", "2023-12-06\n", StringComparison.Ordinal)), "cohorts").First().Text);
    }

    private static CustomerStatement Of(string text)
    {
        var options = TestSource.Options with { AsOf = new DateTime(2024, 4, 1), Columns = TestSource.Options.Columns with { FirstSeen = "first_seen" } };
        return TestSource.Engine.NewStatement(TestSource.FromText(text, options), Given.Months, CancellationToken.None);
    }

    private static StatementMatrix Matrix(CustomerStatement statement) => Given.Blocks<StatementMatrix>(statement, "cohorts").Single();
}
