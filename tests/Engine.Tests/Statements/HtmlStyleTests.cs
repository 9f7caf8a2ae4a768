using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using CustomerMetrics.Engine.Mail;
using CustomerMetrics.Engine.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>Colours against what is behind them, by the formula of WCAG 2.2.</summary>
public sealed partial class HtmlStyleTests
{
    private const double OfText = 4.5;
    private const double OfMarks = 3;

    // Lines of a grid help nobody who does not see them, and break no chart.
    private static readonly string[] Decorations = [".grid"];

    public static TheoryData<string> Themes => [HtmlStyle.Light, HtmlStyle.Dark];

    [Theory]
    [MemberData(nameof(Themes))]
    public void TextHasContrast(string theme)
    {
        var colours = Colours(theme);
        var texts = Rules(HtmlStyle.Sheet + HtmlStyle.Matrix).Where(rule => rule.Selector.StartsWith("svg ", StringComparison.Ordinal) || !rule.Body.Contains("fill", StringComparison.Ordinal))
            .SelectMany(rule => Texts().Matches(rule.Body)).Select(match => match.Groups["name"].Value).Distinct().ToList();
        Assert.Contains("soft", texts);
        Assert.All(texts, text => Assert.InRange(Contrast(colours[text], colours["paper"]), OfText, 21));
        Assert.All(Enumerable.Range(1, HtmlMatrix.Tints), tint => Assert.InRange(Contrast(colours["ink"], colours[Errors.Invariant($"t{tint}")]), OfText, 21));
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void MarksHaveContrast(string theme)
    {
        var colours = Colours(theme);
        var marks = Rules(HtmlStyle.Sheet + HtmlStyle.Signals).Where(rule => !Decorations.Contains(rule.Selector, StringComparer.Ordinal))
            .Select(rule => (rule.Selector, Shades: Shades(rule.Body, colours).ToList())).Where(mark => mark.Shades.Count > 0).ToList();
        Assert.Contains(marks, mark => mark.Selector == ".out");

        // A pale area counts by its edge.
        Assert.All(marks, mark => Assert.InRange(mark.Shades.Max(shade => Contrast(shade, colours["paper"])), OfMarks, 21));
    }

    [Fact]
    public void MailHasContrast()
    {
        Assert.All(new[] { MailStyle.Ink, MailStyle.Soft, MailStyle.Accent, MailStyle.Green, MailStyle.Yellow, MailStyle.Red }, text => Assert.InRange(Contrast(text, "#ffffff"), OfText, 21));
        Assert.All(MailStyle.Tints, tint => Assert.InRange(Contrast(MailStyle.Ink, tint), OfText, 21));
        Assert.InRange(Contrast(MailStyle.Stand, "#ffffff"), OfMarks, 21);
    }

    [Theory]
    [InlineData(StatementTheme.Auto, "light dark", "@media screen and (prefers-color-scheme: dark) {")]
    [InlineData(StatementTheme.Dark, "dark", "@media screen {\n:root {")]
    public void DarkIsForScreensAlone(StatementTheme theme, string schemes, string rule)
    {
        var html = Given.Html(Given.ManyMonths(2) with { Theme = theme });
        Assert.Contains("<meta name=\"color-scheme\" content=\"" + schemes + "\">", html, StringComparison.Ordinal);
        Assert.Contains(rule, html, StringComparison.Ordinal);
    }

    [Fact]
    public void LightPageHasNoDarkColours()
    {
        var html = Given.Html(Given.ManyMonths(2) with { Theme = StatementTheme.Light });
        Assert.Contains("<meta name=\"color-scheme\" content=\"light\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("#14171b", html, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Colours(string theme) => Variables().Matches(theme).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["colour"].Value, StringComparer.Ordinal);

    private static IEnumerable<(string Selector, string Body)> Rules(string sheet) => Rule().Matches(sheet).Select(match => (match.Groups["selector"].Value.Trim(), match.Groups["body"].Value));

    private static IEnumerable<string> Shades(string body, Dictionary<string, string> colours)
    {
        var opacity = Opacity().Match(body) is { Success: true } faded ? double.Parse("0" + faded.Groups["value"].Value, CultureInfo.InvariantCulture) : 1;
        return from match in Paints().Matches(body)
               let name = match.Groups["name"].Value
               where name != "paper"
               select match.Groups["paint"].Value == "fill" ? Over(colours[name], colours["paper"], opacity) : colours[name];
    }

    private static string Over(string top, string under, double opacity) =>
        "#" + string.Concat(Channels(top).Zip(Channels(under), (a, b) => ((int)Math.Round((a * opacity) + (b * (1 - opacity)))).ToString("x2", CultureInfo.InvariantCulture)));

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) =>
        Channels(colour).Select(channel => channel / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).Zip([0.2126, 0.7152, 0.0722], (part, weight) => part * weight).Sum();

    // #fff is #ffffff.
    private static IEnumerable<int> Channels(string colour)
    {
        var digits = colour.Length == 4 ? string.Concat(colour[1..].Select(digit => new string(digit, 2))) : colour[1..];
        return digits.Chunk(2).Select(channel => int.Parse(channel, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("--(?<name>[a-z0-9]+): (?<colour>#[0-9a-f]{3,6});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Variables();

    [GeneratedRegex(@"(?<selector>[^{}]+)\{(?<body>[^{}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"(?<![a-z-])(color|fill): var\(--(?<name>[a-z0-9]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Texts();

    [GeneratedRegex(@"(?<![a-z-])(?<paint>fill|stroke): var\(--(?<name>[a-z0-9]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Paints();

    [GeneratedRegex(@"fill-opacity: 0?(?<value>\.[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Opacity();
}
