using System;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>Numbers and dates as a culture writes them, and never as two do.</summary>
public sealed partial class StatementCultureTests
{
    private const string Rows = "a 24-01-05 123400.5; b 24-01-06 50000; a 24-02-03 80000.25; c 24-02-09 1000; a 24-03-03 80000; d 24-03-04 1234.5";

    [Fact]
    public void WithoutOneAsEverywhere()
    {
        var statement = Given.Statement(Rows);
        Assert.Null(statement.Culture);
        Assert.Contains("173,400", string.Concat(statement.Lead, Given.Markdown(statement)), StringComparison.Ordinal);
        Assert.Contains("2024-03-05", Given.Markdown(statement), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE", "173.400,50", "05.01.2024")]
    [InlineData("en-US", "173,400.50", "1/5/2024")]
    [InlineData("en-GB", "173,400.50", "05/01/2024")]
    public void TablesLeadAndFootnotesFollowIt(string culture, string money, string date)
    {
        var page = Given.Written(In(culture), StatementFormat.Markdown);
        Assert.Contains(money, page, StringComparison.Ordinal);
        Assert.Contains(date, page, StringComparison.Ordinal);
    }

    [Fact]
    public void NoNumberIsWrittenAnotherWay()
    {
        foreach (var format in new[] { StatementFormat.Html, StatementFormat.Markdown })
        {
            var shown = Pictures().Replace(Given.Written(In("de-DE"), format), "");
            Assert.Matches(@"\d\.\d{3}\b", shown);
            Assert.DoesNotMatch(@"\d,\d{3}\b", shown);
            Assert.DoesNotMatch(@"\d\.\d{1,2}%", shown);
        }
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void TheYearIsThatOfTheLedger(string culture) => Assert.Contains("2024", Given.Written(In(culture), StatementFormat.Markdown).Split("Last row")[1].Split('\n')[0], StringComparison.Ordinal);

    [Fact]
    public void NumbersOfJsonStayNumbers()
    {
        var json = Given.Written(In("de-DE"), StatementFormat.Json);
        Assert.Contains("\"culture\": \"de-DE\"", json, StringComparison.Ordinal);
        Assert.Contains("203400.5", Given.Written(Given.Statement(Rows + "; e 24-01-05 30000", Given.Months with { Culture = CultureInfo.GetCultureInfo("de-DE") }), StatementFormat.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingOfItStaysBehind()
    {
        _ = Given.Written(In("de-DE"), StatementFormat.Html);
        Assert.True(TextCulture.IsInvariant);
    }

    private static CustomerStatement In(string culture) => Given.Statement(Rows, Given.Months with { Culture = CultureInfo.GetCultureInfo(culture) });

    [GeneratedRegex("<style>.*?</style>|<svg.*?</svg>|<script.*?</script>|<head>.*?</head>", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pictures();
}
