using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class RevenueSectionTests
{
    /// <summary>At the end of February 2024 A pays 100, B 80 and E 40; a year later A pays 150, B is gone and E is back with 30.</summary>
    private const string Terms = """
        customer,start,end,mrr
        A,2024-01-10,2024-07-10,100.00
        A,2024-07-10,,150.00
        B,2024-02-01,2025-02-01,80.00
        C,2024-03-15,,200.00
        D,2025-01-20,,90.00
        E,2024-02-10,2024-03-01,40.00
        E,2025-02-10,,30.00
        """;

    [Fact]
    public void SentenceSaysWhatIsLeftOfAHundred()
    {
        var text = Text(Of("2025-03-01"));
        Assert.Equal(
            "Of 100 paid a month by the customers of a year before, 59 are still paid by the same customers; with what they pay more, it is 82. "
            + "In February 2025, 30 a month was gained (new customers, those who came back, those who pay more) and 80 was lost (those who left or pay less).",
            text);
    }

    [Fact]
    public void FiguresAreThoseOfTheMetric()
    {
        var statement = Of("2025-03-01");
        var line = statement.Retention[^1];
        Assert.Equal(["Still paid (GRR), Feb 2025", "With more paid (NRR), Feb 2025", "Quick ratio, Feb 2025"], Figures(statement).Select(figure => figure.Label));
        Assert.Equal([line.GrossRetention, line.NetRetention, line.QuickRatio], Figures(statement).Select(figure => (double?)figure.Value));
        Assert.Equal(130 / 220d, line.GrossRetention!.Value, 12);
        Assert.EndsWith(" (95%)", Figures(statement)[0].Note!, StringComparison.Ordinal);
        Assert.IsType<RevenueRetention[]>(statement.Retention);
    }

    /// <summary>A year before the end of January 2025 only A paid, 100; A pays 150 now.</summary>
    [Fact]
    public void LinesBeginWhereAYearBeforeIsKnown()
    {
        var chart = Given.Blocks<LinesChart>(Of("2025-03-10"), "revenue").Single();
        Assert.Equal(["Jan 2025", "Feb 2025"], chart.Labels);
        Assert.Equal("What is still paid went from 100.0% in Jan 2025 to 59.1% in Feb 2025; with what the same customers pay more, from 150.0% to 81.8%.", chart.Alternative);
        Assert.Equal([1, 0.590909, 1.5, 0.818182], chart.Lines.SelectMany(line => line.Values).Select(value => Math.Round(value!.Value, 6)));
        Assert.Empty(Given.Blocks<LinesChart>(Of("2025-02-10"), "revenue"));
    }

    [Fact]
    public void MovementsStandInTheTable()
    {
        var table = Given.Blocks<StatementTable>(Of("2025-03-01"), "revenue").Single();
        Assert.Equal(["Month", "New", "Paying more", "Paying less", "Left", "Came back", "Gross churn", "Net churn", "Still paid (GRR)", "With more paid (NRR)", "Quick ratio"], table.Columns.Select(column => column.Name));
        Assert.Equal(["Feb 2025", 0m, 0m, 0m, 80m, 30m, 80 / 520d, 80 / 520d], table.Rows[^1].Take(8));
        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        Assert.Null(table.Rows[0][8]);
        Assert.Contains(table.Notes, note => note.StartsWith("\u2013 in ", StringComparison.Ordinal) && note.Contains("nobody was a customer 12 periods before", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutAYearBeforeTheReasonIsTold()
    {
        var statement = Of("2024-04-01");
        Assert.StartsWith("What is left of the revenue of a year before cannot be told: nobody was a customer a year before. In March 2024, 200 a month was gained (new customers, those who came back, those who pay more) and 40 was lost (those who left or pay less).", Text(statement), StringComparison.Ordinal);
        Assert.Equal([null, null], Figures(statement).Take(2).Select(figure => figure.Value));
        Assert.All(Figures(statement).Take(2), figure => Assert.Equal("nobody was a customer a year before", figure.Note));
    }

    [Fact]
    public void WithoutLossesThereIsNoQuickRatio() => Assert.Equal("nothing was lost to compare with", Figures(Of("2025-04-01"))[2].Note);

    [Fact]
    public void NothingIsCompleteYet()
    {
        var statement = Of("2024-01-20");
        Assert.StartsWith("Nothing can be said", Text(statement), StringComparison.Ordinal);
        Assert.Empty(Given.Blocks<StatementFigures>(statement, "revenue"));
    }

    [Theory]
    [InlineData("A,2024-01-10,,100\nA,2024-06-10,,5\n", "100 are still paid by the same customers; with what they pay more, it is 105.")]
    [InlineData("A,2024-01-10,,100\n", "100 are still paid by the same customers; none of them pays more.")]
    [InlineData("A,2024-01-10,,1000\nB,2024-01-10,2024-06-01,1\n", "just under 100 are still paid by the same customers; none of them pays more.")]
    [InlineData("A,2024-01-10,,1\nB,2024-01-10,2024-06-01,1000\n", "less than 1 are still paid by the same customers; none of them pays more.")]
    public void WhatIsNearlyAllOrNothingIsNotSaidToBeIt(string rows, string said) =>
        Assert.StartsWith("Of 100 paid a month by the customers of a year before, " + said, Text(Of("2025-02-01", "customer,start,end,mrr\n" + rows)), StringComparison.Ordinal);

    [Fact]
    public void PurchasesHaveNoSuchSection()
    {
        var statement = Given.ManyMonths(14);
        Assert.DoesNotContain(statement.Sections, section => section.Id == "revenue");
        Assert.Empty(statement.Retention);
        Assert.DoesNotContain("\"retention\"", Given.Json(statement), StringComparison.Ordinal);
        Assert.Contains("\"retention\": [", Given.Json(Of("2025-03-01")), StringComparison.Ordinal);
    }

    private static CustomerStatement Of(string asOf, string terms = Terms)
    {
        var date = DateTime.ParseExact(asOf, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return TestSource.Engine.NewStatement(TestSource.Subscriptions(terms, options: TestSource.Options with { AsOf = date }), Given.Months, CancellationToken.None);
    }

    private static string Text(CustomerStatement statement) => Given.Blocks<StatementText>(statement, "revenue").Single().Text;

    private static System.Collections.Generic.IReadOnlyList<StatementFigure> Figures(CustomerStatement statement) => Given.Blocks<StatementFigures>(statement, "revenue").Single().Figures;
}
