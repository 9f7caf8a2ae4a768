using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerMetrics.Engine.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>The pictures of curves and flows, whatever they are given.</summary>
public sealed partial class ChartTests
{
    [Fact]
    public void ACurveStaysInItsPicture()
    {
        var html = Draw(new CurveChart("Spread <b>", "Of all & more", "Customers", "Profit", [new(0, 0), new(0.2, 0.9), new(0.8, 1.9), new(1, 1)], [new(0.2, 0.9, "20% bring 90.0%"), new(0.8, 1.9, "peak")]));
        foreach (var svg in Pictures(html))
        {
            Within(svg);
            Assert.Equal("Spread <b>", svg.Element("title")!.Value);
        }
    }

    [Fact]
    public void ACurveBelowNothingHasItsZeroLine() =>
        Assert.All(Pictures(Draw(new CurveChart("t", "a", "x", "y", [new(0, 0), new(0.5, 0.4), new(1, -0.5)], []))), svg =>
        {
            Within(svg);
            Assert.Single(svg.Elements("path"), path => path.Attribute("class")!.Value == "axis");
        });

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public void AFlowOfManyGroupsStaysInItsPicture(int groups)
    {
        var names = Enumerable.Range(0, groups).Select(i => "Group <" + i + "> with a long name").ToList();
        var links = names.SelectMany(from => names.Select(to => new FlowLink(from, to, 1 + from.Length + to.Length, from == to ? FlowKind.Stayed : FlowKind.Moved))).ToList();
        foreach (var svg in Pictures(Draw(new FlowChart("t", "a", "Opening", "Close", names, names, links))))
        {
            Within(svg);
            Assert.Equal(links.Count, svg.Elements("path").Count());
            Assert.Equal(2 * groups, svg.Elements("rect").Count());
        }
    }

    [Fact]
    public void AFlowIsAsWideAsItsCustomers()
    {
        var svg = Pictures(Draw(new FlowChart("t", "a", "Opening", "Close", ["A", "B"], ["A", "B"], [new("A", "A", 30, FlowKind.Stayed), new("A", "B", 10, FlowKind.Moved), new("B", "B", 60, FlowKind.Stayed)])))[0];
        var heights = svg.Elements("rect").Select(bar => double.Parse(bar.Attribute("height")!.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal([112, 168, 84, 196], heights);
    }

    [Fact]
    public void AFlowOfNobodyIsDrawn() => Assert.All(Pictures(Draw(new FlowChart("t", "a", "Opening", "Close", ["A"], ["A"], []))), Within);

    [Theory]
    [InlineData(0.0, 0.0, 1)]
    [InlineData(0.95, 1.31, 12)]
    [InlineData(-0.4, 25.0, 40)]
    public void LinesStayInTheirPicture(double first, double second, int periods)
    {
        var labels = Enumerable.Range(1, periods).Select(i => "Period " + i).ToList();
        var chart = new LinesChart("t", "a", labels, [new("One", [.. labels.Select((_, i) => i == 1 ? null : (double?)first)]), new("Two", [.. labels.Select(_ => (double?)second)])]);
        Assert.All(Pictures(Draw(chart)), svg =>
        {
            Within(svg);
            Assert.Single(svg.Elements("path"), path => path.Attribute("class")!.Value == "axis");
            Assert.Contains("Period " + periods, svg.Elements("text").Select(text => text.Value));
        });
    }

    [Fact]
    public void LinesDifferByStrokeAndTheirNumbersKeepApart()
    {
        var html = Draw(new LinesChart("t", "a", ["1", "2", "3"], [new("Still paid", [0.8, null, 0.75]), new("With more", [0.9, 0.9, 0.78])]));
        Assert.Equal(["Still paid", "With more"], Key(html));
        var svg = Pictures(html)[0];
        Assert.Equal(["line", "line second"], svg.Elements("path").Select(path => path.Attribute("class")!.Value).Where(name => name.StartsWith("line", StringComparison.Ordinal)));
        Assert.Equal(2, svg.Elements("path").Single(path => path.Attribute("class")!.Value == "line").Attribute("d")!.Value.Count(letter => letter == 'M'));
        var numbers = svg.Elements("text").Where(text => text.Attribute("class")!.Value == "value").ToDictionary(text => text.Value, text => double.Parse(text.Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(numbers["75.0%"] - numbers["78.0%"] > 20);
    }

    [Fact]
    public void LinesOfNothingAreDrawn() => Assert.All(Pictures(Draw(new LinesChart("t", "a", ["1"], [new("One", [null])]))), Within);

    [Theory]
    [InlineData(12.5, 40.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(3.0, -2000000.0)]
    public void PairsStayInTheirPicture(double first, double second)
    {
        var pairs = Enumerable.Range(0, 12).Select(i => new ChartPair("Channel \U0001F600 <" + i + "> with a long name", i == 3 ? null : (decimal)first, (decimal)second)).ToList();
        var html = Draw(new PairsChart("t", "a", ValueKind.Money, "Cost", "Brought", pairs));
        Assert.Equal(["Cost", "Brought"], Key(html));
        Assert.All(Pictures(html), svg =>
        {
            Within(svg);
            Assert.Equal(23, svg.Elements("rect").Count());
            var width = double.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
            Assert.All(svg.Elements("rect"), bar => Assert.InRange(Number(bar, "x") + Number(bar, "width"), 0, width));
        });
    }

    [Fact]
    public void PairsOfNothingAreDrawn() => Assert.All(Pictures(Draw(new PairsChart("t", "a", ValueKind.Money, "Cost", "Brought", []))), Within);

    [Fact]
    public void TheBandsOfAFlowAreExplained() => Assert.Equal(
        ["Stayed in the group", "Moved to another", "New, Bought again", "Bought nothing"],
        Key(Draw(new FlowChart("t", "a", "Opening", "Close", ["A", "New", "Bought again"], ["A", "B", "Bought nothing"],
            [new("A", "Bought nothing", 1, FlowKind.Lost), new("New", "A", 2, FlowKind.Came), new("Bought again", "B", 1, FlowKind.Came), new("A", "B", 1, FlowKind.Moved), new("A", "A", 1, FlowKind.Stayed)]))));

    private static string[] Key(string html) => [.. XElement.Parse("<all>" + html + "</all>").Elements("ul").Elements("li").Select(item => item.Value)];

    private static double Number(XElement shape, string name) => double.Parse(shape.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string Draw(StatementChart chart)
    {
        var html = new StringBuilder();
        SvgChart.Draw(chart, html);
        return html.ToString();
    }

    private static XElement[] Pictures(string html) => [.. XElement.Parse("<all>" + html + "</all>").Elements("svg")];

    private static void Within(XElement svg)
    {
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        foreach (var point in svg.Elements("path").SelectMany(path => Points().Matches(path.Attribute("d")!.Value)))
        {
            Assert.InRange(double.Parse(point.Groups["x"].Value, System.Globalization.CultureInfo.InvariantCulture), 0, box[2]);
            Assert.InRange(double.Parse(point.Groups["y"].Value, System.Globalization.CultureInfo.InvariantCulture), 0, box[3]);
        }

        foreach (var text in svg.Elements("text"))
        {
            Assert.InRange(double.Parse(text.Attribute("y")!.Value, System.Globalization.CultureInfo.InvariantCulture), 0, box[3]);
        }
    }

    [GeneratedRegex(@"(?<x>-?\d+(\.\d+)?) (?<y>-?\d+(\.\d+)?)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Points();
}
