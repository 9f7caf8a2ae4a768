using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>Which segment each score has: the first rule that fits wins.</summary>
internal sealed class SegmentRules
{
    /// <summary>The scores that the built-in segments are made of.</summary>
    public const int BuiltInBins = 5;

    private readonly int bins;
    private readonly int[] ruleOfScore;

    private SegmentRules(IReadOnlyList<SegmentRule> rules, int bins)
    {
        Rules = rules;
        this.bins = bins;
        ruleOfScore = [.. Enumerable.Range(0, bins * bins * bins).Select(place => FirstOf(rules, (place / (bins * bins)) + 1, (place / bins % bins) + 1, (place % bins) + 1))];
        Texts = [.. Enumerable.Range(0, ruleOfScore.Length).Select(place => string.Join(bins > 9 ? "-" : "", (place / (bins * bins)) + 1, (place / bins % bins) + 1, (place % bins) + 1))];
    }

    public IReadOnlyList<SegmentRule> Rules { get; }

    /// <summary>The scores as text, by their places.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>
    /// The names that the field uses, for most scores as in the map of the R package rfm. Narrow segments stand before the wide ones that hold them, and the
    /// last of each recency takes the rest, so that each rule can match and nobody is among the others.
    /// </summary>
    public static IReadOnlyList<SegmentRule> BuiltIn { get; } =
    [
        Rule("Champions", 4, 5, 4, 5, 4, 5),
        Rule("Loyal Customers", 3, 5, 3, 5, 3, 5),
        Rule("New Customers", 4, 5, 1, 1, 1, 5),
        Rule("Promising", 3, 3, 1, 1, 1, 5),
        Rule("Potential Loyalist", 4, 5, 2, 5, 1, 5),
        Rule("Need Attention", 3, 3, 2, 5, 1, 5),
        Rule("Can't Lose Them", 1, 1, 4, 5, 4, 5),
        Rule("At Risk", 1, 2, 2, 5, 2, 5),
        Rule("About To Sleep", 2, 2, 1, 5, 1, 5),
        Rule("Lost", 1, 1, 1, 5, 1, 5),
    ];

    /// <param name="given">The rules; null takes the built-in ones.</param>
    /// <param name="bins">The number of scores.</param>
    public static SegmentRules Of(IReadOnlyList<SegmentRule>? given, int bins) => new(given ?? (bins == BuiltInBins ? BuiltIn : []), bins);

    /// <summary>The place of three scores among all.</summary>
    public int PlaceOf(int r, int f, int m) => ((((r - 1) * bins) + f - 1) * bins) + m - 1;

    /// <summary>The number of the rule of a place; -1 where there is none.</summary>
    public int RuleOf(int place) => ruleOfScore[place];

    /// <summary>The segment of a place; null where none are named.</summary>
    public string? NameOf(int place) => Rules.Count == 0 ? null : ruleOfScore[place] is >= 0 and var rule ? Rules[rule].Segment : CustomerSegment.Others;

    /// <summary>The rules that rules before them leave nothing to.</summary>
    public IEnumerable<int> Unreachable => Enumerable.Range(0, Rules.Count).Where(rule => Array.IndexOf(ruleOfScore, rule) < 0);

    private static int FirstOf(IReadOnlyList<SegmentRule> rules, int r, int f, int m)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (r >= rule.RLow && r <= rule.RHigh && f >= rule.FLow && f <= rule.FHigh && m >= rule.MLow && m <= rule.MHigh)
            {
                return i;
            }
        }

        return -1;
    }

    private static SegmentRule Rule(string segment, int rLow, int rHigh, int fLow, int fHigh, int mLow, int mHigh) =>
        new() { Segment = segment, RLow = rLow, RHigh = rHigh, FLow = fLow, FHigh = fHigh, MLow = mLow, MHigh = mHigh };
}
