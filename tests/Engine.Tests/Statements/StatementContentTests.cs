using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed partial class StatementContentTests
{
    private const string Lively =
        "a 24-01-05 100; b 24-01-06 50; c 24-01-07 25; a 24-02-05 80; d 24-02-09 1500; c 24-03-01 30; a 24-03-05 90; e 24-03-06 10; e 24-03-20 -20; b 24-04-02 -5; a 24-05-01 3";

    [Theory]
    [InlineData(Lively, "24-05-20", RefundRule.Net)]
    [InlineData(Lively, "24-06-01", RefundRule.Separate)]
    [InlineData(Lively, "24-06-01", RefundRule.Ignore)]
    [InlineData(Lively, "24-02-01", RefundRule.Net)]
    [InlineData(Lively, "24-01-09", RefundRule.Net)]
    [InlineData(Lively, "24-01-01", RefundRule.Net)]
    public void PeriodRuleNeverSaysThatSomebodyLeft(string rows, string asOf, RefundRule refund)
    {
        var statement = Given.Statement(rows, asOf: asOf, refund: refund);
        Assert.All([Given.Html(statement), Given.Markdown(statement)], text => Assert.DoesNotMatch(Gone(), text));
    }

    [Fact]
    public void AYearWithoutCustomersHasNoChurnRateAndNoPicture()
    {
        var statement = Given.Statement("a 24-01-05 1", asOf: "25-06-01");
        Assert.Equal("There is no churn rate of the last 12 months: nobody was a customer at the opening of one.", Given.Blocks<StatementText>(statement, "churn").Single().Text);
        Assert.Empty(Given.Blocks<BandChart>(statement, "churn"));
        Assert.Contains("There is no churn rate", Given.Html(statement), StringComparison.Ordinal);
    }

    [Fact]
    public void WindowRuleSaysWhoLeft()
    {
        var table = Given.Blocks<StatementTable>(Given.Statement(Lively, Given.Window, "24-05-01"), "customers").Single();
        Assert.Contains("Left", table.Columns.Select(column => column.Name));
        Assert.DoesNotContain("Bought nothing", table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void ChartsAndTablesShowTheLastPeriodsAndSaySo()
    {
        var statement = Given.ManyMonths(30);
        var waterfall = Given.Blocks<WaterfallChart>(statement, "customers").Single();
        var band = Given.Blocks<BandChart>(statement, "churn").Single();
        var table = Given.Blocks<StatementTable>(statement, "money").Single();
        Assert.Equal(12, waterfall.Groups.Count);
        Assert.Equal("Jun 2023", waterfall.Groups[^1].Label);
        Assert.Contains("the last 12 of 30 months", waterfall.Title, StringComparison.Ordinal);
        Assert.Equal(12, band.Points.Count);
        Assert.Contains("the last 12 of 30 months", band.Title, StringComparison.Ordinal);
        Assert.Equal(24, table.Rows.Count);
        Assert.Contains("the last 24 of 30 months", table.Caption, StringComparison.Ordinal);
        Assert.Equal(30, statement.Ledger.Count);
    }

    [Fact]
    public void ShortHistoryHasNoLimitToTell() =>
        Assert.DoesNotContain("the last", Given.Html(Given.ManyMonths(12)), StringComparison.Ordinal);

    [Fact]
    public void OpenPeriodIsInTheWaterfallButHasNoRate()
    {
        var statement = Given.Statement("a 24-01-05 100; b 24-01-06 50; a 24-02-05 80; b 24-03-05 1", asOf: "24-03-10");
        var open = Given.Blocks<WaterfallChart>(statement, "customers").Single().Groups[^1];
        Assert.False(open.IsComplete);
        Assert.Equal("Mar 2024 (open)", open.Label);
        Assert.Equal(["Jan 2024", "Feb 2024"], Given.Blocks<BandChart>(statement, "churn").Single().Points.Select(point => point.Label));
        Assert.Contains(statement.Footnotes, note => note.StartsWith("Mar 2024 is open", StringComparison.Ordinal) && note.Contains("2024-04-01", StringComparison.Ordinal));
    }

    [Fact]
    public void RateOfNobodyIsNullWithItsReason()
    {
        var statement = Given.Statement("a 24-01-05 100; b 24-01-06 50; a 24-02-05 80", asOf: "24-03-01");
        var table = Given.Blocks<StatementTable>(statement, "churn").First();
        Assert.Equal(["Jan 2024", null, 0m, 0m, null, null, null, null, null], table.Rows[0]);
        Assert.Contains("\u2013 in Jan 2024: nobody was a customer at the opening.", table.Notes);
        Assert.Null(Given.Blocks<BandChart>(statement, "churn").Single().Points[0].Value);
        Assert.Contains("<td class=\"n\">\u2013</td>", Given.Html(statement), StringComparison.Ordinal);
        Assert.Contains("nobody was a customer at the opening", Given.Markdown(statement), StringComparison.Ordinal);
    }

    [Fact]
    public void WaterfallsAddUp()
    {
        var statement = Given.ManyMonths(12);
        foreach (var group in new[] { "customers", "money" }.SelectMany(section => Given.Blocks<WaterfallChart>(statement, section)).SelectMany(chart => chart.Groups))
        {
            Assert.Equal(group.Closing, group.Opening + group.Steps.Sum(step => step.IsGain ? step.Amount : -step.Amount));
        }
    }

    [Fact]
    public void EveryTableRowHasACellForEveryColumn()
    {
        foreach (var query in new[] { Given.Months, Given.Window })
        {
            var tables = Given.ManyMonths(14, query).Sections.SelectMany(section => section.Blocks).OfType<StatementTable>().ToList();
            Assert.NotEmpty(tables);
            Assert.All(tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        }
    }

    [Fact]
    public void FootnotesTellWhatWasNotCounted()
    {
        var options = TestSource.Options with { BadRow = BadRowAction.Skip, AsOf = new DateTime(2024, 3, 1) };
        var table = TestSource.FromText(
            "customer,date,amount\na,2024-01-05,10\na,2024-01-05,10\nb,2024-13-05,7\nc,2024-01-06,x\na,2024-02-05,10\na,2024-03-02,99\n",
            options);
        var statement = TestSource.Engine.NewStatement(table, Given.Months, default);
        Assert.Contains("Rejected as not readable: 2 rows, 7.00 in money, of which 1 without a readable amount.", statement.Footnotes);
        Assert.Contains("Repeats of an earlier row: 1 row, 10.00 in money, kept.", statement.Footnotes);
        Assert.Contains("On or after the as-of date: 1 row, 99.00 in money, not seen.", statement.Footnotes);
        var rows = Given.Blocks<StatementTable>(statement, "data").First().Rows;
        Assert.Equal(["Read", 6L, null], rows[0]);
        Assert.Equal(["Kept", 3L, 30m], rows.Single(row => Equals(row[0], "Kept")));
    }

    [Fact]
    public void RowsReadArePartitioned()
    {
        var rows = Given.Blocks<StatementTable>(Given.Statement(Lively, asOf: "24-04-01", refund: RefundRule.Ignore), "data").First().Rows;
        var kept = rows.TakeWhile(row => !Equals(row[0], "Kept")).ToList();
        Assert.Equal((long)kept[0][1]!, kept.Skip(1).Sum(row => (long)row[1]!) + Count("Kept"));
        Assert.Equal((decimal?)kept[0][2], kept.Skip(1).Sum(row => (decimal)row[2]!) + (decimal)rows.Single(row => Equals(row[0], "Kept"))[2]!);
        Assert.Equal(Count("Kept"), Count("Kept: sales") + Count("Kept: refunds") + Count("Kept: amount of zero"));

        long Count(string name) => (long)rows.Single(row => Equals(row[0], name))[1]!;
    }

    [Fact]
    public void FindingsAreNotDescriptionsOfCharts()
    {
        IEnumerable<StatementChart> charts = Given.ManyMonths(6).Sections.SelectMany(section => section.Blocks).OfType<StatementChart>();
        Assert.All(charts, chart => Assert.Matches(@"\d", chart.Alternative));
        Assert.All(charts, chart => Assert.DoesNotContain("chart", chart.Alternative, StringComparison.OrdinalIgnoreCase));
    }

    // Three of five are most of them, two of five are not: the quarter stands out, not the share.
    [Fact]
    public void TheWorstPeriodIsNotCalledMost()
    {
        var findings = Given.Markdown(Given.Statement(Lively, asOf: "24-06-01"));
        Assert.Contains("; the month in which the most bought nothing was ", findings, StringComparison.Ordinal);
        Assert.DoesNotContain("; most ", findings, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(left|churned|lost|leave|gone)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gone();
}
