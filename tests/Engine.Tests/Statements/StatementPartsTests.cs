using System;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>Which sections a statement has.</summary>
public sealed class StatementPartsTests
{
    private const string Rows = "a 24-01-05 100; b 24-01-06 50; a 24-02-03 80; c 24-02-09 10; a 24-03-03 80";

    [Fact]
    public void WithoutAskingAllThatThereAreInTheOrderOfTheNames()
    {
        var sections = Given.Statement(Rows).Sections.Select(section => section.Id).ToList();
        Assert.Equal(["customers", "churn", "cohorts", "money", "data"], sections);
    }

    [Fact]
    public void ThoseAskedForInTheOrderAskedForAndOnce() =>
        Assert.Equal(["money", "customers"], Asked(StatementPart.Money, StatementPart.Customers, StatementPart.Money).Sections.Select(section => section.Id));

    [Fact]
    public void EveryPartIsASectionOfItsName()
    {
        var names = Enum.GetNames<StatementPart>().Select(name => name.ToLowerInvariant());
        Assert.All(Given.Statement(Rows, Given.Window).Sections, section => Assert.Contains(section.Id, names));
    }

    [Fact]
    public void WhatIsNotToldHasNoFactsAndNoFootnotes()
    {
        var statement = Asked(StatementPart.Customers);
        Assert.Empty(statement.Cohorts);
        Assert.DoesNotContain(statement.Footnotes, note => note.StartsWith("Churn rate", StringComparison.Ordinal) || note.StartsWith("Retention", StringComparison.Ordinal));
        Assert.Contains(Given.Statement(Rows).Footnotes, note => note.StartsWith("Churn rate", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StatementPart.Survival, "-ActivityRule Window")]
    [InlineData(StatementPart.Revenue, "Import-CustomerSubscription")]
    [InlineData(StatementPart.Renewals, "Import-CustomerSubscription")]
    [InlineData(StatementPart.Groups, "-GroupBy")]
    [InlineData(StatementPart.Reasons, "-Reason")]
    [InlineData(StatementPart.Journey, "-Stage")]
    [InlineData(StatementPart.Acquisition, "-Spend")]
    [InlineData(StatementPart.Referral, "-Referral")]
    [InlineData(StatementPart.Value, "-Model")]
    public void APartThatIsNotThereSaysWhatItTakes(StatementPart part, string remedy)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => Asked(part));
        Assert.Equal("SectionUnavailable", failure.ErrorId);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    private static CustomerStatement Asked(params StatementPart[] parts) => Given.Statement(Rows, Given.Months with { Sections = parts });
}
