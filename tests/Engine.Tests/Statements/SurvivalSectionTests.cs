using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class SurvivalSectionTests
{
    /// <summary>Of four who came on one day, one is lost after 61 days, one after 122 and two are still there.</summary>
    private const string Terms = "customer,start,end,mrr\na,2023-01-01,2023-03-03,10\nb,2023-01-01,2023-05-03,10\nc,2023-01-01,,10\nd,2023-01-01,,10\n";

    [Fact]
    public void CurveIsThatOfTheMetricAtEvenAges()
    {
        var statement = Of("2024-01-20");
        var points = Given.Blocks<BandChart>(statement, "survival").Single().Points;
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"], points.Select(point => point.Label));
        Assert.Equal([1.0, 1, 1, 0.75, 0.75, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], points.Select(point => point.Value!.Value));
        Assert.All(points.Skip(3), point => Assert.True(point.Low < point.Value && point.Value < point.High));
        Assert.Equal("The most are lost between 2 and 3 months after they came: the share falls from 100.0% to 75.0%.", Given.Blocks<BandChart>(statement, "survival").Single().Alternative);
        var table = Given.Blocks<StatementTable>(statement, "survival").Single();
        Assert.Equal([4L, 4L, 4L, 3L, 3L, 2L], table.Rows.Take(6).Select(row => row[4]));
        Assert.Equal([0.75, 0.5], statement.Survival!.Curve.Select(point => point.Survival));
    }

    [Fact]
    public void SentenceTellsTheMedianAndAYear() => Assert.Matches(
        "^Half of the customers are gone 4 months after they came.* After a year 33.3% are still there \\(95% interval [0-9.]+% to [0-9.]+%\\). 3 customers were followed and 2 of them lost;",
        Given.Blocks<StatementText>(Of("2024-01-20", Terms[..(Terms.IndexOf("\nd,", StringComparison.Ordinal) + 1)]), "survival").Single().Text);

    [Fact]
    public void WithoutAMedianMoreThanHalfAreThere() => Assert.StartsWith(
        "More than half of the customers are still there after 3 months, the longest time shown. 4 customers were followed and 1 of them lost;",
        Given.Blocks<StatementText>(Of("2023-04-10"), "survival").Single().Text,
        StringComparison.Ordinal);

    [Fact]
    public void NobodyLostIsNoFall() => Assert.Equal(
        "Nobody was lost within 2 months.",
        Given.Blocks<BandChart>(Of("2023-03-03", Terms[..(Terms.IndexOf("\na,", StringComparison.Ordinal) + 1)] + Terms[(Terms.IndexOf("\nc,", StringComparison.Ordinal) + 1)..]), "survival").Single().Alternative);

    [Fact]
    public void LongTimesAreShownInLongerSteps()
    {
        var points = Given.Blocks<BandChart>(Of("2028-01-01"), "survival").Single().Points;
        Assert.True(points.Count is > 5 and <= 13);
        Assert.Equal(["0", "6", "12"], points.Take(3).Select(point => point.Label));
    }

    [Fact]
    public void ShortTimesTellNothing() => Assert.StartsWith("There is nothing to show", Given.Blocks<StatementText>(Of("2023-01-20"), "survival").Single().Text, StringComparison.Ordinal);

    [Fact]
    public void TheWindowSaysWhenSomebodyIsLost()
    {
        var notes = Given.Blocks<StatementTable>(Given.ManyMonths(14, new() { Ledger = Given.Window.Ledger with { WindowDays = 60 } }), "survival").Single().Notes;
        Assert.Contains("A customer is lost 60 days after a last purchase, so nobody is before.", notes);
    }

    [Fact]
    public void ThePeriodRuleKnowsOfNoLoss()
    {
        var statement = Given.ManyMonths(14);
        Assert.DoesNotContain(statement.Sections, section => section.Id == "survival");
        Assert.Null(statement.Survival);
        Assert.DoesNotContain("\"survival\"", Given.Json(statement), StringComparison.Ordinal);
        Assert.Contains("\"survival\": {", Given.Json(Of("2024-01-20")), StringComparison.Ordinal);
    }

    private static CustomerStatement Of(string asOf, string terms = Terms)
    {
        var date = DateTime.ParseExact(asOf, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return TestSource.Engine.NewStatement(TestSource.Subscriptions(terms, options: TestSource.Options with { AsOf = date }), Given.Months, CancellationToken.None);
    }
}
