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

    private static string Draw(StatementChart chart)
    {
        var html = new StringBuilder();
        switch (chart)
        {
            case CurveChart curve:
                SvgCurve.Draw(curve, html);
                break;
            case FlowChart flow:
                SvgFlow.Draw(flow, html);
                break;
        }

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
