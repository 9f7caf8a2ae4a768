using System.Collections.Generic;
using System.IO;
using System.Linq;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Segments;

/// <summary>How tables of segments are read, and what is said of those that cannot be.</summary>
public sealed class SegmentRuleTests
{
    [Theory]
    [InlineData("Segment,R,F,M\nBest,4-5,5,*\nRest,*,1 - 3,")]
    [InlineData("segment,r_low,r_high,f_low,f_high,m_low,m_high\nBest,4,5,5,5,1,5\nRest,,,1,3,*,*")]
    [InlineData("Name,Recency,FrequencyLow,FrequencyHigh,M\nBest,4-5,5,5,1-5\nRest,1-5,1,3,1-5")]
    public void TheSameRulesInEveryShape(string csv) => Assert.Equal(
        [("Best", 4, 5, 5, 5, 1, 5), ("Rest", 1, 5, 1, 3, 1, 5)],
        Read(csv).Select(rule => (rule.Segment, rule.RLow, rule.RHigh, rule.FLow, rule.FHigh, rule.MLow, rule.MHigh)));

    [Theory]
    [InlineData("Segment,R,F,M\nBest,4-6,5,*", "SegmentRuleInvalid", "rules.csv, line 2, column 'R': '6' is no score from 1 to 5.")]
    [InlineData("Segment,R,F,M\nA,1,1,1\nBest,5,4-2,*", "SegmentRuleInvalid", "rules.csv, line 3, column 'F': the highest score, 2, is below the lowest, 4.")]
    [InlineData("Segment,R,F,M\nBest,5,1-2-3,*", "SegmentRuleInvalid", "rules.csv, line 2, column 'F': '1-2-3' is no range of scores.")]
    [InlineData("Segment,R,F,M\n,5,1,*", "SegmentRuleInvalid", "rules.csv, line 2, column 'Segment': the segment has no name.")]
    [InlineData("Segment,R,F,M\nOthers,5,1,*", "SegmentRuleInvalid", "rules.csv, line 2, column 'Segment': 'Others' is the name of customers whom no rule fits.")]
    [InlineData("Segment,RLow,RHigh,F,M\nA,3,2,1,1", "SegmentRuleInvalid", "rules.csv, line 2, column 'RHigh': the highest score, 2, is below the lowest, 3.")]
    [InlineData("Segment,R,F,M", "SegmentRuleMissing", "rules.csv holds no rule.")]
    public void WhatCannotBeReadIsTold(string csv, string id, string message)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => Read(csv));
        Assert.Equal((id, message), (failure.ErrorId, failure.Message));
    }

    [Fact]
    public void AScoreWithoutAColumnIsTold() => Assert.Equal("ColumnNotFound", Assert.Throws<CustomerMetricsException>(() => Read("Segment,R,F\nA,1,1")).ErrorId);

    [Fact]
    public void ScoresAreThoseOfTheQuery() =>
        Assert.Equal(10, Read("Segment,R,F,M\nBest,10,*,*", new() { Bins = 10 })[0].FHigh);

    private static IReadOnlyList<SegmentRule> Read(string csv, SegmentQuery? query = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("rules.csv");
        File.WriteAllText(path, csv);
        var importer = TestSource.Engine.ReadSegmentRules(TestSource.Options, query ?? new());
        importer.AddFile(path, default);
        return importer.Complete();
    }
}
