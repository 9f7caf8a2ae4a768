using System;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class StatementLeadTests
{
    [Theory]
    [InlineData(
        "a 24-01-05 100; b 24-01-06 50; c 24-01-07 25; a 24-02-05 80; d 24-02-09 1500; c 24-03-01 30; a 24-03-05 90; e 24-03-06 10",
        "In March 2024, 1 of the 2 who bought in February bought nothing; 1 bought again after a pause and 1 bought for the first time. Spend fell from 1,580 in February to 130; the one who bought nothing had spent 1,500.")]
    [InlineData(
        "a 24-01-05 100; b 24-01-06 50; a 24-02-05 80",
        "In February 2024, 1 of the 2 who bought in January bought nothing; nobody bought for the first time or after a pause. Spend fell from 150 in January to 80; the one who bought nothing had spent 50.")]
    [InlineData(
        "a 23-12-05 100; b 23-12-06 50; a 24-01-05 80; b 24-01-06 70.40",
        "In January 2024, both who bought in December 2023 bought again; nobody bought for the first time or after a pause. Spend stayed at 150.")]
    [InlineData(
        "a 24-01-05 100; b 24-01-06 50; c 24-02-05 80",
        "In February 2024, both who bought in January bought nothing; 1 bought for the first time. Spend fell from 150 in January to 80.")]
    [InlineData(
        "a 24-01-05 100; c 24-02-05 180",
        "In February 2024, the one customer who bought in January bought nothing; 1 bought for the first time. Spend rose from 100 in January to 180.")]
    public void PeriodRuleTellsWhoBoughtNothing(string rows, string lead) => Assert.Equal(lead, Lead(rows));

    [Theory]
    [InlineData(PeriodUnit.Quarter, "In 2024 Q1, the one customer who bought in 2023 Q4 bought again; ")]
    [InlineData(PeriodUnit.Year, "In 2024, the one customer who bought in 2023 bought again; ")]
    [InlineData(PeriodUnit.Week, "In week 1 of 2024, the one customer who bought the week before bought again; ")]
    [InlineData(PeriodUnit.Day, "On 1 January 2024, the one customer who bought the day before bought again; ")]
    public void PeriodsAreNamedAsPeopleSayThem(PeriodUnit unit, string start)
    {
        var end = unit switch { PeriodUnit.Quarter => "24-04-01", PeriodUnit.Year => "25-01-01", PeriodUnit.Week => "24-01-08", _ => "24-01-02" };
        var statement = Given.Statement("a 23-12-31 10; a 24-01-01 10", new StatementQuery { Ledger = new LedgerQuery { Period = unit } }, end);
        Assert.StartsWith(start, statement.Lead, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "a 24-01-20 100; b 24-01-25 50; a 24-02-10 60; c 24-02-20 10; a 24-03-05 1",
        "24-04-01",
        "In March 2024, 1 of 2 customers left (no purchase for 30 days); nobody came. Spend over 30 days fell from 70 at the start to 1 at the end; the one who left stood for 10.")]
    [InlineData(
        "a 24-01-20 100; a 24-02-10 60",
        "24-03-01",
        "In February 2024, the one customer stayed; nobody came. Spend over 30 days fell from 100 at the start to 60 at the end.")]
    [InlineData(
        "a 24-01-20 100; b 24-01-20 1; c 24-03-02 60; b 24-03-20 9; a 24-03-21 9; d 24-03-22 3",
        "24-05-01",
        "In April 2024, all 4 customers left (no purchase for 30 days); nobody came. Spend over 30 days fell from 81 at the start to 0 at the end.")]
    public void WindowRuleTellsWhoLeft(string rows, string asOf, string lead) => Assert.Equal(lead, Given.Statement(rows, Given.Window, asOf).Lead);

    [Fact]
    public void WindowRuleTellsWhoCameBack() => Assert.Contains(
        "; 1 came back and 1 was new. ",
        Given.Statement("a 24-01-05 100; k 24-02-20 1; k 24-03-10 1; a 24-03-20 10; n 24-03-21 10", Given.Window, "24-04-01").Lead,
        StringComparison.Ordinal);

    [Fact]
    public void CurrencyStandsWithTheMoney() => Assert.EndsWith(
        "Spend fell from EUR 100 in January to EUR 80.",
        Given.Statement("a 24-01-05 100; a 24-02-05 80", asOf: "24-03-01", currency: "EUR").Lead,
        StringComparison.Ordinal);

    [Fact]
    public void FirstPeriodSpeaksOfThoseWhoCame()
    {
        var statement = Given.Statement("a 24-01-05 100; b 24-01-06 49.5", asOf: "24-02-01");
        Assert.Equal("In January 2024, where the data begins, 2 customers bought, for 150. Nobody was there before to compare with.", statement.Lead);
        Assert.Equal("2024-01", statement.Period);
    }

    [Fact]
    public void OpenPeriodIsNotTheSubject()
    {
        var statement = Given.Statement("a 24-01-05 100; a 24-02-05 80; b 24-03-05 1", asOf: "24-03-10");
        Assert.Equal("2024-02", statement.Period);
        Assert.StartsWith("In February 2024, ", statement.Lead, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingCompleteSpeaksOfSoFar()
    {
        var statement = Given.Statement("a 24-01-05 100", asOf: "24-01-10");
        Assert.Equal("No month is complete yet. So far in January 2024, 1 customer bought, for 100.", statement.Lead);
        Assert.Null(statement.Period);
    }

    [Fact]
    public void NoRowSeenIsSaid()
    {
        var statement = Given.Statement("a 24-01-05 100", asOf: "24-01-01");
        Assert.Equal("There is no purchase before 2024-01-01, so there is nothing to report yet.", statement.Lead);
        Assert.Equal(5, statement.Sections.Count);
    }

    [Fact]
    public void RangeWithoutPeriodsIsSaid() => Assert.Equal(
        "There is no month with data in the range asked for.",
        Given.Statement("a 24-01-05 100", new StatementQuery { Ledger = Given.Months.Ledger with { Since = new DateTime(2030, 1, 1) } }, "24-03-01").Lead);

    [Fact]
    public void OnlyRefundsMeansNobodyBought() => Assert.Equal(
        "Nobody bought from January 2024 to February 2024.",
        Given.Statement("a 24-01-05 -100; b 24-02-06 -5", asOf: "24-03-01").Lead);

    [Fact]
    public void SilenceAfterTheLastCustomersIsSaid() => Assert.EndsWith(
        "bought nothing; nobody bought for the first time or after a pause. Spend fell from 100 in January to 0. Nobody bought in the 2 months after that.",
        Given.Statement("a 24-01-05 100; b 24-04-03 -1", asOf: "24-05-01").Lead,
        StringComparison.Ordinal);

    [Fact]
    public void PeriodAfterAGapSpeaksOfThoseWhoCame() => Assert.Equal(
        "In March 2024, 2 customers bought, for 30: 1 bought again after a pause and 1 bought for the first time. Nobody had bought in February.",
        Lead("a 24-01-05 100; a 24-03-06 20; b 24-03-07 10"));

    private static string Lead(string rows) => Given.Statement(rows, asOf: rows.Contains("24-03-", StringComparison.Ordinal) ? "24-04-01" : rows.Contains("24-02-", StringComparison.Ordinal) ? "24-03-01" : "24-02-01").Lead;
}
