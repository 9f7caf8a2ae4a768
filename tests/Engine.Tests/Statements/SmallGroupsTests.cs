using System;
using System.Linq;
using CustomerMetrics.Engine.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>Which lines are left out as being about few customers.</summary>
public sealed class SmallGroupsTests
{
    [Theory]
    [InlineData(5, new long[] { 10, 20, 30 }, new long[] { 10, 20, 30 })]
    [InlineData(5, new long[] { 3, 4, 30 }, new long[] { 30 })]
    [InlineData(5, new long[] { 30, 3, 40 }, new long[] { 40 })]
    [InlineData(5, new long[] { 0, 3, 2, 9 }, new long[] { 0, 9 })]
    [InlineData(5, new long[] { 1 }, new long[0])]
    [InlineData(5, new long[] { 4, 8 }, new long[0])]
    public void TheSumOfThoseLeftOutIsOfEnoughToo(int fewest, long[] people, long[] shown)
    {
        var lines = people.Select(count => new Line(count, IsSum: false)).ToArray();
        var small = new SmallGroups(fewest);
        Assert.Equal(shown, small.Shown(lines, line => line.People).Select(line => line.People));
        Assert.Equal(people.Length - shown.Length, small.Hidden);
    }

    [Fact]
    public void ASumIsAlwaysShown()
    {
        Line[] lines = [new(3, IsSum: false), new(9, IsSum: false), new(1, IsSum: true)];
        Assert.Equal([lines[2]], new SmallGroups(5).Shown(lines, line => line.IsSum ? null : line.People));
    }

    [Fact]
    public void WithoutALimitNothingIsLeftOut()
    {
        Line[] lines = [new(1, IsSum: false)];
        var small = new SmallGroups(null);
        Assert.Same(lines, small.Shown(lines, line => line.People));
        Assert.Null(small.Note);
    }

    [Fact]
    public void WhateverTheLinesAre()
    {
        var random = new Random(5);
        for (var run = 0; run < 2_000; run++)
        {
            var lines = Enumerable.Range(0, random.Next(8)).Select(_ => new Line(random.Next(12), IsSum: false)).ToArray();
            var shown = new SmallGroups(6).Shown(lines, line => line.People);
            var hidden = lines.Where(line => !shown.Any(other => ReferenceEquals(other, line))).Sum(line => line.People);
            Assert.DoesNotContain(shown, line => line.People is > 0 and < 6);
            Assert.True(hidden is 0 or >= 6 || shown.All(line => line.People == 0));
        }
    }

    [Fact]
    public void OfCohortsTheAverageStays()
    {
        var statement = Given.Statement("a 24-01-05 1; b 24-01-06 1; c 24-01-07 1; d 24-02-03 1; a 24-02-09 1; d 24-03-03 1; a 24-03-03 1", Given.Months with { MinimumGroupSize = 2 }, asOf: "24-04-01");
        var matrix = Assert.Single(Given.Blocks<StatementMatrix>(statement, "cohorts").DefaultIfEmpty(null));
        Assert.Null(matrix);
        Assert.Contains("fewer customers than are shown", Given.Blocks<StatementText>(statement, "cohorts").First().Text, StringComparison.Ordinal);
    }

    private sealed record Line(long People, bool IsSum);
}
