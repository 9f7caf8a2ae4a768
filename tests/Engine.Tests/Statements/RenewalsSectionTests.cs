using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class RenewalsSectionTests
{
    /// <summary>In January 2025 the terms of A, B, C and D end: A's is renewed at more, B's at less, C's not, and D's within the grace.</summary>
    private const string Terms = """
        customer,start,end,mrr
        A,2024-01-10,2025-01-10,100.00
        A,2025-01-10,2026-01-10,120.00
        B,2024-01-15,2025-01-15,80.00
        B,2024-12-20,2025-12-20,60.00
        C,2024-01-20,2025-01-20,200.00
        D,2024-01-31,2025-01-31,50.00
        D,2025-03-02,,50.00
        """;

    [Fact]
    public void SentenceTellsWhatBecameOfTheTerms()
    {
        var text = Given.Blocks<StatementText>(Of("2025-02-01", 0), "renewals").Single().Text;
        Assert.StartsWith("In January 2025, 4 terms came to an end: 2 were renewed, 2 were not. Of 100 a month that the decided terms were worth, 37 was kept; with renewals at a higher price it is 42.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotDecidedIsSaidAndInNoRate()
    {
        var statement = Of("2025-02-15", 30);
        Assert.Contains("not decided yet, since the grace still runs.", Given.Blocks<StatementText>(statement, "renewals").Single().Text, StringComparison.Ordinal);
        var row = Given.Blocks<StatementTable>(statement, "renewals").Single().Rows.Single(row => (string)row[0]! == "Jan 2025");
        var rate = statement.Renewals.Single(line => line.Period == "2025-01");
        Assert.Equal([4L, rate.Renewed, rate.Lost, rate.Undecided, rate.Rate], row.Skip(1).Take(5));
        Assert.Equal(4, rate.Renewed + rate.Lost + rate.Undecided);
        Assert.True(rate.Undecided > 0);
        Assert.IsType<RenewalRate[]>(statement.Renewals);
    }

    [Fact]
    public void MonthsWithoutAnEndSaySo() => Assert.Equal("No term came to its end in March 2024.", Given.Blocks<StatementText>(Of("2024-04-01", 0), "renewals").Single().Text);

    [Fact]
    public void ReasonsTellWhyAndAddUp()
    {
        var statement = Of("2025-02-01", 0, "customer,date,direction,reason\nA,2025-01-05,Stay,Service\nC,2025-01-15,Out,Price\n");
        var table = Given.Blocks<StatementTable>(statement, "renewals").First();
        Assert.Equal(
            [["Price", "Not renewed", 1L, 200m], [CustomerReason.NotRecorded, "Not renewed", 1L, 50m], ["Service", "Renewed", 1L, 100m], [CustomerReason.NotRecorded, "Renewed", 1L, 80m]],
            table.Rows.Select(row => new[] { row[0], row[1], row[2], row[4] }).OrderBy(row => (string)row[1]!, StringComparer.Ordinal).ThenByDescending(row => (string)row[0]!, StringComparer.Ordinal));
        Assert.Equal(2, Given.Blocks<StatementTable>(statement, "renewals").Count());
        Assert.Single(Given.Blocks<StatementTable>(Of("2025-02-01", 0), "renewals"));
    }

    [Fact]
    public void PurchasesHaveNoSuchSection()
    {
        var statement = Given.ManyMonths(14, Given.Window);
        Assert.DoesNotContain(statement.Sections, section => section.Id == "renewals");
        Assert.DoesNotContain("\"renewals\"", Given.Json(statement), StringComparison.Ordinal);
        Assert.Contains("\"renewals\": [", Given.Json(Of("2025-02-01", 0)), StringComparison.Ordinal);
    }

    private static CustomerStatement Of(string asOf, int grace, string? reasons = null)
    {
        var date = DateTime.ParseExact(asOf, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var terms = TestSource.Subscriptions(Terms, new() { BillingPeriod = BillingPeriod.Month, GraceDays = grace }, TestSource.Options with { AsOf = date });
        return TestSource.Engine.NewStatement(terms, Given.Months with { Reasons = reasons is null ? null : ReasonGiven.FromText(reasons) }, CancellationToken.None);
    }
}
