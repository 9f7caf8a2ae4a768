using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using CustomerMetrics.Engine.Mail;
using CustomerMetrics.Engine.Tests.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Mail;

public sealed class MailPageTests
{
    [Fact]
    public void HasNothingThatAMailProgramBlocks()
    {
        var html = Render(Given.ManyMonths(12), out var leftOut);
        Assert.Empty(leftOut);
        Assert.DoesNotMatch(@"(?i)<(img|svg|script|link|iframe|form|a)\b|https?:|url\(|\son\w+=", html);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, MailPage.MostBytes);
    }

    [Fact]
    public void IsWellFormedAndShowsWhatIsHostileAsText()
    {
        const string Hostile = "</td><script>alert(1)</script>\r\n\"'&=cmd|";
        var table = new StatementTable(Hostile, [new(Hostile, ValueKind.Text), new("n", ValueKind.Bar)], [[Hostile, 0.5]]);
        var matrix = new StatementMatrix(Hostile, Hostile, Hostile, Hostile, [Hostile], ValueKind.Share, [new(Hostile, 1, [0.5])]);
        var html = Render(Given.ManyMonths(2) with { Title = Hostile, Lead = Hostile, Source = Hostile, Sections = [new("s", Hostile, [table, matrix])] }, out _);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        var page = Parse(html);
        Assert.Contains(page.Descendants("td"), cell => cell.Value.Contains("</td><script>", StringComparison.Ordinal));
    }

    [Fact]
    public void LeavesTheLongestTablesOutRatherThanGrow()
    {
        static StatementTable Table(string caption, int rows) => new(caption, [new("Name", ValueKind.Text), new("n", ValueKind.Count)], [.. Enumerable.Range(0, rows).Select(i => (IReadOnlyList<object?>)["row", (long)i])]);
        var html = Render(Given.ManyMonths(2) with { Sections = [new("s", "s", [Table("Short", 10), Table("Long", 900), Table("Middle", 100)])] }, out var leftOut);
        Assert.Equal(["Long"], leftOut);
        Assert.Contains("The table &quot;Long&quot; is left out here", html, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1, MailPage.MostBytes);
        Assert.Equal(110, Parse(html).Descendants("th").Count(cell => cell.Value == "row"));
    }

    [Fact]
    public void BarsAddUpAndPointTheirWay()
    {
        var chart = new WaterfallChart("t", "a", ValueKind.Count, [new("Q1", 50, [new("New", 50, IsGain: true), new("Gone", 25, IsGain: false)], 75, IsComplete: true), new("Q2", 1, [], 1, IsComplete: false)]);
        var rows = Parse(MailBars.Draw(chart, out var shown)).Elements("tr").Select(row => row.Elements("td").Select(cell => cell.Value).ToArray()).ToList();
        Assert.Equal("Q1", shown);
        Assert.Equal(["Opening", "New", "Gone", "Closing"], rows.Select(row => row[0]));
        Assert.Equal(["50", "+50", "\u221225", "75"], rows.Select(row => row[2]));
        var widths = Parse(MailBars.Draw(chart, out _)).Elements("tr").Select(row => string.Join(' ', row.Descendants("table").Single().Descendants("td").Select(cell => cell.Attribute("width")!.Value + cell.Attribute("class")?.Value)));
        Assert.Equal(["50%t 50%", "50% 50%g", "75% 25%l", "75%t 25%"], widths);
    }

    [Fact]
    public void GainBelowNothingIsALoss()
    {
        var chart = new WaterfallChart("t", "a", ValueKind.Count, [new("Q1", 100, [new("Surprise", -25, IsGain: true), new("Back", -5, IsGain: false), new("None", 0, IsGain: false)], 80, IsComplete: true)]);
        var rows = Parse(MailBars.Draw(chart, out _)).Elements("tr").ToList();
        Assert.Equal(["100", "\u221225", "+5", "0", "80"], rows.Select(row => row.Elements("td").Last().Value));
        Assert.Equal(["t", "l", "g", "", "t"], rows.Select(row => string.Concat(row.Descendants("td").Select(cell => cell.Attribute("class")?.Value))));
    }

    [Fact]
    public void GapsAndLossesHaveNoBarThatLies()
    {
        var bars = Parse(MailBars.Draw(new BandChart("t", "a", [new("x", null, null, null), new("y", 0.5, 0.4, 0.6), new("z", -0.5, null, null)]))).Elements("tr").ToList();
        Assert.Equal(["\u2013", "50.0%", "\u221250.0%"], bars.Select(row => row.Elements("td").Last().Value));
        Assert.Equal(["", "50%", "50%"], bars.Select(row => row.Descendants("td").SingleOrDefault(cell => cell.Attribute("class") is not null)?.Attribute("width")!.Value ?? ""));
    }

    [Fact]
    public void ACurveIsToldByTenthsAndAFlowByThoseWhoMoved()
    {
        var curve = new CurveChart("t", "a", "x", "y", [.. Enumerable.Range(0, 101).Select(i => new CurvePoint(i / 100d, i < 50 ? i / 50d : 1.2))], []);
        Assert.Equal(["10.0%20.0%", "20.0%40.0%", "30.0%60.0%", "40.0%80.0%", "50.0%120.0%"], Texts(MailBars.Draw(curve)).Take(5));
        var flow = new FlowChart("t", "a", "f", "t", ["a", "b"], ["a", "b"], [new("a", "a", 90, FlowKind.Stayed), new("a", "b", 3, FlowKind.Moved), new("b", "a", 7, FlowKind.Moved), new("", "a", 5, FlowKind.Came)]);
        Assert.Equal(["b \u2192 a7", "a \u2192 b3"], Texts(MailBars.Draw(flow)));
        Assert.Equal("", MailBars.Draw(flow with { Links = [] }) + MailBars.Draw(curve with { Points = [] }));
    }

    [Theory]
    [InlineData("a 24-01-05 10; b 24-01-06 5; a 24-02-05 8", ActivityRule.Period, "Customers -1 net in February 2024, 1 bought")]
    [InlineData("a 24-01-05 10; b 24-02-06 5; a 24-02-05 8", ActivityRule.Period, "Customers +1 net in February 2024, 2 bought")]
    [InlineData("a 24-02-05 10", ActivityRule.Period, "Customers in February 2024: 1 bought")]
    [InlineData("a 24-01-05 10; a 24-02-01 8", ActivityRule.Window, "Customers 0 net in February 2024, 1 at its end")]
    public void TheSubjectTellsTheNetNumber(string rows, ActivityRule rule, string subject) =>
        Assert.Equal(subject, MailSubject.Of(Given.Statement(rows, rule is ActivityRule.Window ? Given.Window : null, asOf: "24-03-01")));

    [Fact]
    public void TheSubjectKeepsAnotherTitle() =>
        Assert.Equal("Shop North: Customers -1 net in February 2024, 1 bought", MailSubject.Of(Given.Statement("a 24-01-05 10; b 24-01-06 5; a 24-02-05 8", asOf: "24-03-01") with { Title = "Shop\nNorth" }));

    private static string Render(CustomerStatement statement, out IReadOnlyList<string> leftOut) => MailPage.Render(statement, out leftOut);

    private static IEnumerable<string> Texts(string bars) => Parse(bars).Elements("tr").Select(row => row.Elements("td").First().Value + row.Elements("td").Last().Value);

    private static XElement Parse(string html)
    {
        var start = Math.Max(html.IndexOf("<body", StringComparison.Ordinal), 0);
        var body = html[start..].Replace("</html>", "", StringComparison.Ordinal).Replace("&nbsp;", " ", StringComparison.Ordinal);
        return XElement.Parse(body);
    }
}
