using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using CustomerMetrics.Engine.Mail;
using CustomerMetrics.Engine.Tests.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed partial class JourneySectionTests
{
    private const string Sales = "customer,date,amount\na,2024-01-05,100\nb,2024-01-06,50\nc,2024-01-07,25\nd,2024-01-08,5\nd,2024-02-08,5\n";

    [Fact]
    public void SentenceTellsTheWorstStageAndWhereMostEffortGoes()
    {
        var statement = Of("customer,date,reason\na,2024-02-05,late\nb,2024-02-06,late\n", ("decide", 90, "dear"), ("receive", 10, "late"));
        Assert.Equal(
            "For 2 of 3 who bought nothing in February 2024 it is known which stage of their journey it was for. \"receive\" has 100.0% of these losses and 10.0% of the effort. Most effort goes into \"decide\": 90.0%, with 0.0% of the losses.",
            Given.Blocks<StatementText>(statement, "journey").Single().Text);
        var table = Given.Blocks<StatementTable>(statement, "journey").Single();
        Assert.Equal(["decide", "receive", JourneyEffort.NoStage, CustomerReason.NotRecorded, "All"], table.Rows.Select(row => row[0]));
        Assert.Equal([0L, 2L, 0L, 1L, 3L], table.Rows.Select(row => row[2]));
        Assert.Equal(["Green", "Red", null, null, null], table.Rows.Select(row => row[6]));
        Assert.Contains("\"journey\": [", Given.Json(statement), StringComparison.Ordinal);
    }

    [Fact]
    public void SignalsAreWordsWithShapesThatDifferWhereThereAreColours()
    {
        object?[] signals = ["Green", "Yellow", "Red", null];
        var table = new StatementTable("t", [new("Stage", ValueKind.Text), new("Signal", ValueKind.Signal)], [.. signals.Select(signal => (IReadOnlyList<object?>)["x", signal])]);
        var statement = Given.ManyMonths(2) with { Sections = [new("s", "s", [table])] };
        var html = Given.Html(statement);
        var shapes = Mark().Matches(html).Select(match => match.Groups["shape"].Value).ToList();
        Assert.Equal(3, shapes.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("</svg>Yellow</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"signal\">\u2013</td>", html, StringComparison.Ordinal);
        var mail = MailPage.Render(statement, out _);
        Assert.All(new[] { "\u25CF</span> Green", "\u25B2</span> Yellow", "\u25A0</span> Red" }, mark => Assert.Contains(mark, mail, StringComparison.Ordinal));
        Assert.Contains("| x | Red |", Given.Markdown(statement), StringComparison.Ordinal);
        Assert.Contains("x      Red", Given.PlainText(statement), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAKnownStageNothingIsCompared() => Assert.Equal(
        "Of nobody who bought nothing the stage is known that it was for, so effort and losses cannot be compared.",
        Given.Blocks<StatementText>(Of("customer,date,reason\na,2024-02-05,moved\n", ("decide", 1, "dear")), "journey").Single().Text);

    private static CustomerStatement Of(string told, params IEnumerable<(string Stage, int Effort, string Reasons)> stages)
    {
        var importer = TestSource.Engine.ReadStages(TestSource.Options);
        importer.Begin(["stage", "effort", "reasons"]);
        foreach (var (stage, effort, reasons) in stages)
        {
            importer.Add([stage, effort, reasons]);
        }

        var source = TestSource.FromText(Sales, TestSource.Options with { AsOf = new DateTime(2024, 3, 1) });
        return TestSource.Engine.NewStatement(source, Given.Months with { Reasons = ReasonGiven.FromText(told), Stages = importer.Complete() }, CancellationToken.None);
    }

    [GeneratedRegex("<svg class=\"mark\"[^>]*><path class=\"[a-z]+\" d=\"(?<shape>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Mark();
}
