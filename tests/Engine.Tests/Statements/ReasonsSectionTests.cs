using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class ReasonsSectionTests
{
    private const string Sales = "customer,date,amount\na,2024-01-05,100\nb,2024-01-06,50\nc,2024-01-07,25\nd,2024-01-08,5\nf,2024-01-09,9\na,2024-02-05,80\nb,2024-02-06,70\nc,2024-02-07,300\ng,2024-02-08,40\ng,2024-03-08,40\n";

    private const string Told = "customer,date,reason\nd,2024-02-05,Price\na,2024-03-05,Price\nb,2024-03-06,Price\nc,2024-03-07,Delivery\n";

    /// <summary>In March a, b and c are lost of four; in February d and f were, d with a reason.</summary>
    [Fact]
    public void SentenceTellsTheSilentAndTheFirst() => Assert.Equal(
        "Of the 3 who bought nothing in March 2024, all told a reason. The reason told most often is \"Price\": 2 customers (66.7%), 1 more than in February. "
        + "The one with the most money is \"Delivery\": 300, that of the first 150.",
        Text(Of(Sales, Told)));

    [Fact]
    public void TheSilentStandFirstAndTheLinesAddUp()
    {
        var table = Given.Blocks<StatementTable>(Of(Sales, Told, asOf: "2024-03-01"), "reasons").Single();
        Assert.Equal(["(no reason recorded)", 1L, 0.5, 0L, 1L, 9m, 9 / 14d, 9m], table.Rows[0]);
        Assert.Equal(["All", 2L, 1.0, 0L, 2L, 14m, 1.0, 14m], table.Rows[^1]);
        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
    }

    [Fact]
    public void WithoutReasonsThereIsNoSection()
    {
        var statement = Given.Statement("a 24-01-05 1; b 24-01-05 1; a 24-02-05 1", asOf: "24-03-01");
        Assert.DoesNotContain(statement.Sections, section => section.Id == "reasons");
        Assert.Empty(statement.Reasons);
        Assert.DoesNotContain("\"reasons\"", Given.Json(statement), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer,date,reason\nz,2020-01-01,Price\n", "Of the 3 who bought nothing in March 2024, no reason is recorded.")]
    [InlineData("customer,date,reason\nc,2024-03-07,Delivery\n", "Of the 3 who bought nothing in March 2024, no reason is recorded for 2 (66.7%). The reason told most often is \"Delivery\": 1 customer (33.3%), 1 more than in February. It is also the one with the most money, 300.")]
    public void NoAnswerIsNoReason(string told, string said) => Assert.Equal(said, Text(Of(Sales, told)));

    [Fact]
    public void NobodyLostHasNoReason() => Assert.Equal(
        "Nobody bought nothing in February 2024, so there is no reason to tell.",
        Text(Of("customer,date,amount\na,2024-01-05,1\na,2024-02-05,1\n", Told, asOf: "2024-03-01")));

    [Fact]
    public void SubscribersLeft()
    {
        var terms = TestSource.Subscriptions("customer,start,end,mrr\na,2024-01-05,2024-02-10,10\nb,2024-01-05,,10\n", options: TestSource.Options with { AsOf = new DateTime(2024, 3, 1) });
        var statement = TestSource.Engine.NewStatement(terms, Given.Months with { Reasons = ReasonGiven.FromText("customer,date,reason\na,2024-02-09,Price\n") }, CancellationToken.None);
        Assert.Equal("Why they left", statement.Sections.Single(section => section.Id == "reasons").Heading);
        Assert.StartsWith("Of the one customer who left in February 2024, all told a reason. The reason told most often is \"Price\": 1 customer (100.0%)", Text(statement), StringComparison.Ordinal);
        Assert.IsType<CustomerReason[]>(statement.Reasons);
        Assert.Contains("\"reasons\": [", Given.Json(statement), StringComparison.Ordinal);
        Assert.Contains(statement.Footnotes, note => note.StartsWith("Reasons: ", StringComparison.Ordinal));
    }

    private static CustomerStatement Of(string sales, string told, string asOf = "2024-04-01")
    {
        var source = TestSource.FromText(sales, TestSource.Options with { AsOf = ReasonGiven.Date(asOf) });
        return TestSource.Engine.NewStatement(source, Given.Months with { Reasons = ReasonGiven.FromText(told) }, CancellationToken.None);
    }

    private static string Text(CustomerStatement statement) => Given.Blocks<StatementText>(statement, "reasons").Single().Text;
}
