using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerMetrics.Engine.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>A matrix in each face: the same numbers, and what is not known is empty.</summary>
public sealed partial class MatrixTests
{
    private static readonly StatementMatrix Moves = new("Moves", "From", "Customers", "To", ["A", "B|C"], ValueKind.Share, [new("A", 1200, [0.8, 0.2]), new("B|C", 5, [0.0, null])])
    {
        Summary = new("All", 1205, [0.796, 0.1]),
        Notes = ["One year."],
    };

    [Fact]
    public void PageHasATableWithItsNumbers()
    {
        var table = Table(Moves);
        Assert.Equal("Moves", table.Element("caption")!.Value);
        Assert.Equal(["From", "Customers", "To", "A", "B|C"], table.Element("thead")!.Descendants("th").Select(header => header.Value));
        Assert.Equal(["A1,20080.0%20.0%", "B|C50.0%"], table.Element("tbody")!.Elements("tr").Select(row => row.Value));
        Assert.Equal("All1,20579.6%10.0%", table.Element("tfoot")!.Value.Trim());
        Assert.Equal("2", table.Descendants("th").Single(header => header.Attribute("scope")!.Value == "colgroup").Attribute("colspan")!.Value);
        Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal("row", row.Element("th")!.Attribute("scope")!.Value));
    }

    [Fact]
    public void TintFollowsTheNumber() => Assert.Equal(
        ["n t8", "n t2", "n t0", "n", "n t8", "n t1"],
        Table(Moves).Descendants("tr").SelectMany(row => row.Elements("td").Skip(1)).Select(cell => cell.Attribute("class")!.Value));

    [Theory]
    [InlineData(0.0, "n t0")]
    [InlineData(-0.5, "n t0")]
    [InlineData(1e-9, "n t8")]
    [InlineData(null, "n")]
    public void OneCellHasATint(double? cell, string tint) => Assert.Equal(
        tint,
        Table(new("t", "r", "b", "c", ["1"], ValueKind.Share, [new("r", 1, [cell])])).Descendants("td").Last().Attribute("class")!.Value);

    [Fact]
    public void NumbersCanBeReadOnEveryTint()
    {
        var schemes = new[] { HtmlStyle.Light, HtmlStyle.Dark }.Select(colours => Colour().Matches(colours).ToDictionary(colour => colour.Groups["name"].Value, colour => Luminance(colour.Groups["value"].Value))).ToList();
        foreach (var scheme in schemes)
        {
            var tints = Enumerable.Range(1, HtmlMatrix.Tints).Select(tint => scheme["t" + tint.ToString(CultureInfo.InvariantCulture)]).ToList();
            Assert.All(tints, tint => Assert.True((Math.Max(tint, scheme["ink"]) + 0.05) / (Math.Min(tint, scheme["ink"]) + 0.05) >= 4.5));
            var distances = tints.Select(tint => Math.Abs(tint - scheme["paper"])).ToList();
            Assert.Equal(distances.Order(), distances);
        }

        Assert.All(Enumerable.Range(1, HtmlMatrix.Tints), tint => Assert.Contains(FormattableString.Invariant($".t{tint} {{ background: var(--t{tint}); }}"), HtmlStyle.Matrix, StringComparison.Ordinal));
    }

    [Fact]
    public void MarkdownHasATable()
    {
        var markdown = Given.Markdown(With(Moves));
        Assert.Contains(
            "**Moves**\n\n| From | Customers | To: A | B\\|C |\n| :-- | --: | --: | --: |\n| A | 1,200 | 80.0% | 20.0% |\n| B\\|C | 5 | 0.0% |  |\n| All | 1,205 | 79.6% | 10.0% |\n\nOne year.\n",
            markdown,
            StringComparison.Ordinal);
    }

    [Fact]
    public void JsonHasTheCells()
    {
        using var json = JsonDocument.Parse(Given.Json(With(Moves)));
        var matrix = json.RootElement.GetProperty("sections")[0].GetProperty("blocks")[0];
        Assert.Equal("matrix", matrix.GetProperty("type").GetString());
        Assert.Equal(0.8, matrix.GetProperty("rows")[0].GetProperty("cells")[0].GetDouble());
        Assert.Equal(JsonValueKind.Null, matrix.GetProperty("rows")[1].GetProperty("cells")[1].ValueKind);
        Assert.Equal("All", matrix.GetProperty("summary").GetProperty("label").GetString());
        var cell = json.RootElement.GetProperty("cohorts")[0];
        Assert.Equal("2021-01", cell.GetProperty("cohort").GetString());
        Assert.False(cell.TryGetProperty("source", out _));
    }

    [Fact]
    public void PageWithoutAMatrixHasNoStyleForIt() => Assert.DoesNotContain(".matrix", Given.Html(With(new StatementText("t"))), StringComparison.Ordinal);

    private static CustomerStatement With(StatementBlock block) => Given.ManyMonths(3) with { Sections = [new StatementSection("s", "s", [block])] };

    private static XElement Table(StatementMatrix matrix)
    {
        var html = Given.Html(With(matrix));
        var start = html.IndexOf("<table", StringComparison.Ordinal);
        return XElement.Parse(html[start..(html.IndexOf("</table>", StringComparison.Ordinal) + "</table>".Length)]);
    }

    private static double Luminance(string colour)
    {
        var parts = Convert.FromHexString(colour.Length == 3 ? string.Concat(colour.Select(digit => new string(digit, 2))) : colour).Select(part => part / 255.0).Select(part => part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex("--(?<name>[a-z0-9]+): #(?<value>[0-9a-f]+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
