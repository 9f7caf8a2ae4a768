using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed partial class HtmlRendererTests
{
    private const string Hostile = "</title><script src=\"http://x.test/a.js\">'&\u0001\u202E</script><img src=x onerror=alert(1)>";

    [Fact]
    public void HostileTextStaysText()
    {
        var statement = Given.Statement(
            "a 24-01-05 100; b 24-01-06 50; a 24-02-05 80",
            Given.Months with { Title = Hostile },
            "24-03-01",
            name: Hostile);
        var html = Given.Html(statement with { Currency = Hostile });
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u0001', html);
        Assert.DoesNotContain('\u202E', html);
        Assert.Contains("&lt;script src=&quot;", html, StringComparison.Ordinal);
        AssertParses(html);
    }

    [Fact]
    public void HostileLabelsStayTextInPicturesAndTables()
    {
        var statement = Given.ManyMonths(3);
        var section = new StatementSection("x\"><b>", Hostile,
        [
            new WaterfallChart(Hostile, Hostile, ValueKind.Money, [new WaterfallGroup(Hostile, 1, [new WaterfallStep(Hostile, 2, IsGain: true)], 3, IsComplete: true)]),
            new BandChart(Hostile, Hostile, [new BandPoint(Hostile, 0.5, 0.4, 0.6)]),
            new LinesChart(Hostile, Hostile, [Hostile], [new ChartLine(Hostile, [0.5])]),
            new PairsChart(Hostile, Hostile, ValueKind.Money, Hostile, Hostile, [new ChartPair(Hostile, 1, 2)]),
            new CurveChart(Hostile, Hostile, Hostile, Hostile, [new CurvePoint(0, 0), new CurvePoint(1, 1)], [new CurveMark(0.5, 0.5, Hostile)]),
            new FlowChart(Hostile, Hostile, Hostile, Hostile, [Hostile], [Hostile], [new FlowLink(Hostile, Hostile, 3, FlowKind.Came)]),
            new StatementTable(Hostile, [new StatementColumn(Hostile, ValueKind.Text)], [[Hostile]]) { Notes = [Hostile] },
            new StatementMatrix(Hostile, Hostile, Hostile, Hostile, [Hostile], ValueKind.Share, [new StatementMatrixRow(Hostile, 1, [0.5])]) { Notes = [Hostile] },
            new StatementFigures([new StatementFigure(Hostile, Hostile, ValueKind.Text, Hostile)]),
            new StatementText(Hostile),
        ]);
        var html = Given.Html(statement with { Sections = [section], Footnotes = [Hostile] });
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        AssertParses(html);
    }

    [Fact]
    public void PageAsksForNothing()
    {
        var html = Given.Html(Given.ManyMonths(24));
        Assert.Equal(Regex.Count(html, "href=", RegexOptions.IgnoreCase), Regex.Count(html, "<a href=\"#[a-z]+\">"));
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"", html, StringComparison.Ordinal);
        Assert.All(
            ["http://", "https://", "src=", "url(", "@import", "<script", "<link", "<iframe", "<form", "javascript:"],
            reference => Assert.DoesNotContain(reference, html, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void ContentsLeadToEverySection()
    {
        var statement = Given.ManyMonths(14);
        var page = AssertParses(Given.Html(statement));
        Assert.Equal("Contents", page.Descendants("nav").Single().Attribute("aria-label")!.Value);
        Assert.Equal(statement.Sections.Select(section => ("#" + section.Id, section.Heading)), page.Descendants("a").Select(link => (link.Attribute("href")!.Value, link.Value)));
        Assert.DoesNotContain("<nav", Given.Html(statement with { Sections = [.. statement.Sections.Take(2)] }), StringComparison.Ordinal);
    }

    [Fact]
    public void PageIsWellFormedAndNamed()
    {
        var page = AssertParses(Given.Html(Given.ManyMonths(14, Given.Window with { Title = "Ours & theirs" })));
        Assert.Equal("en", page.Attribute("lang")?.Value);
        Assert.Equal("Ours & theirs", page.Descendants("title").First().Value);
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(page.Descendants("th"), header => Assert.Contains(header.Attribute("scope")?.Value, new[] { "col", "colgroup", "row" }));
        Assert.All(page.Descendants("figure"), figure => Assert.NotEmpty(figure.Element("figcaption")!.Value));
        var ids = page.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void ReadersWhoListenFindTheirWay()
    {
        var page = AssertParses(Given.Html(Given.ManyMonths(14, Given.Window)));
        Assert.Single(page.Descendants("main"));
        var levels = page.Descendants().Select(element => element.Name.LocalName).Where(name => name is ['h', >= '1' and <= '6']).Select(name => name[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 2, pair.First + 1));
        var regions = page.Descendants("div").Where(element => element.Attribute("class")?.Value.Split(' ')[0] is "scroll" or "panels").ToList();
        Assert.NotEmpty(regions);
        Assert.All(regions, region => Assert.Equal(("region", "0"), (region.Attribute("role")?.Value, region.Attribute("tabindex")?.Value)));
        Assert.All(regions, region => Assert.NotEmpty(region.Attribute("aria-label")!.Value));
    }

    [Fact]
    public void LogoStandsInThePage()
    {
        var statement = Given.ManyMonths(2) with { Logo = new() { ContentType = "image/gif", Content = "GIF89a"u8.ToArray() } };
        var html = Given.Html(statement);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"", html, StringComparison.Ordinal);
        Assert.Contains("<header>\n<img class=\"logo\" src=\"data:image/gif;base64,R0lGODlh\" alt=\"\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("R0lGODlh", TestSource.Engine.NewMail(statement, Mail.GivenMail.Query).HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPictureHasANameAndADescription()
    {
        var pictures = Pictures(Given.Html(Given.ManyMonths(12))).ToList();
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture =>
        {
            Assert.Equal("img", picture.Attribute("role")?.Value);
            Assert.NotEmpty(picture.Element("title")!.Value);
            Assert.NotEmpty(picture.Element("desc")!.Value);
        });
    }

    [Fact]
    public void GainsAndLossesDifferWithoutColour()
    {
        var panel = Pictures(Given.Html(Given.Statement("a 24-01-05 100; b 24-01-06 50; a 24-02-05 80; c 24-02-05 9", asOf: "24-03-01"))).ElementAt(1);
        Assert.Equal("Feb 2024", panel.Element("title")!.Value);
        Assert.Equal("opening 2, new +1, bought again 0, bought nothing \u22121, closing 2.", panel.Element("desc")!.Value);
        Assert.Contains(panel.Elements("path"), path => path.Attribute("class")?.Value == "hatch");
        Assert.Contains("+1", panel.Elements("text").Select(text => text.Value));
        Assert.Contains("\u22121", panel.Elements("text").Select(text => text.Value));
    }

    [Fact]
    public void OneTallPeriodIsCutSoThatTheOthersCanBeSeen()
    {
        var groups = Enumerable.Range(0, 12).Select(i => i == 0
            ? Group("first", 0, 235_700, 0, 235_700)
            : Group("later", i == 1 ? 235_700 : 2_000, 100, i == 1 ? 233_800 : 100, 2_000)).ToList();
        var html = Given.Html(With(new WaterfallChart("t", "a", ValueKind.Count, groups)));
        var last = Pictures(html).Last();
        var standing = last.Elements("rect").First(rect => rect.Attribute("class")?.Value == "stand");
        Assert.True(double.Parse(standing.Attribute("height")!.Value, System.Globalization.CultureInfo.InvariantCulture) > 60);
        Assert.Contains("Bars with a break are cut short", html, StringComparison.Ordinal);
        Assert.Contains(Pictures(html).First().Elements("path"), path => path.Attribute("class")?.Value == "cut");
        Assert.DoesNotContain(last.Elements("path"), path => path.Attribute("class")?.Value == "cut");
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, -20, 0, -20)]
    [InlineData(-5, 1, 3, -7)]
    [InlineData(1, 1e27, 0, 1e27)]
    public void AnyWaterfallIsDrawnInsideItsPicture(double opening, double gain, double loss, double closing)
    {
        var group = Group("p", (decimal)opening, (decimal)gain, (decimal)loss, (decimal)closing);
        var picture = Pictures(Given.Html(With(new WaterfallChart("t", "a", ValueKind.Money, [group])))).Single();
        var height = double.Parse(picture.Attribute("viewBox")!.Value.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(picture.Elements("rect"), rect =>
        {
            Assert.InRange(double.Parse(rect.Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture), 0, height);
            Assert.InRange(double.Parse(rect.Attribute("height")!.Value, System.Globalization.CultureInfo.InvariantCulture), 0, height);
        });
    }

    [Fact]
    public void GapInTheLineStaysAGap()
    {
        BandPoint[] points = [new("1", 0.5, 0.4, 0.6), new("2", null, null, null), new("3", 0.2, 0.1, 0.3), new("4", 0.3, 0.2, 0.4)];
        var picture = Pictures(Given.Html(With(new BandChart("t", "a", points)))).First();
        Assert.Equal(3, picture.Elements("circle").Count());
        Assert.Single(picture.Elements("path"), path => path.Attribute("class")?.Value == "whisker");
        Assert.Single(picture.Elements("path"), path => path.Attribute("class")?.Value == "range");
    }

    [Fact]
    public void MinusIsAMinusAndThousandsAreSeparated()
    {
        var html = Given.Html(With(new StatementTable("t", [new("a", ValueKind.Text), new("b", ValueKind.Money), new("c", ValueKind.Share), new("d", ValueKind.Date)],
            [["x", -1234567.891m, 0.9999, new DateTime(2024, 2, 29)], ["y", 0m, -0.25, null]])));
        Assert.Contains("<td class=\"n\">\u22121,234,567.89</td><td class=\"n\">&gt;99.9%</td><td class=\"n\">2024-02-29</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"n\">0.00</td><td class=\"n\">\u221225.0%</td><td class=\"n\">\u2013</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void TwentyFourPeriodsFitInAMail() => Assert.InRange(Encoding.UTF8.GetByteCount(Given.Html(Given.ManyMonths(24))), 1, 300_000);

    [Fact]
    public void SameStatementGivesTheSamePage() => Assert.Equal(Given.Html(Given.ManyMonths(15)), Given.Html(Given.ManyMonths(15)));

    private static WaterfallGroup Group(string label, decimal opening, decimal gain, decimal loss, decimal closing) =>
        new(label, opening, [new WaterfallStep("New", gain, IsGain: true), new WaterfallStep("Bought nothing", loss, IsGain: false)], closing, IsComplete: true);

    private static CustomerStatement With(StatementBlock block) => Given.ManyMonths(2) with { Sections = [new StatementSection("s", "s", [block])] };

    private static IEnumerable<XElement> Pictures(string html) => Picture().Matches(html).Select(match => XElement.Parse(match.Value));

    // The page closes what XML must close, except for the few empty elements of its head.
    private static XElement AssertParses(string html) => XDocument.Parse(Meta().Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "$&</meta>")).Root!;

    [GeneratedRegex(@"<svg .*?</svg>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"<meta [^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Meta();
}
