using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.SideTables;

namespace CustomerMetrics.Engine.Sources.Segments;

/// <summary>Reads a table of named segments, whose order decides.</summary>
internal sealed class SegmentRuleImporter(ImportOptions options, int bins) : SideTableImporter<SegmentRuleColumns, IReadOnlyList<SegmentRule>>(options, SegmentRuleColumns.Parameter)
{
    private readonly List<SegmentRule> rules = [];

    public override IReadOnlyList<SegmentRule> Complete() => rules.Count > 0 ? rules : throw new CustomerMetricsException(
        "SegmentRuleMissing",
        FailureKind.InvalidData,
        $"{(Name.Length == 0 ? SegmentRuleColumns.Parameter : Name)} holds no rule.",
        "Give a line for each segment: Segment, R, F, M, the last three as 4-5, 3 or *.");

    protected override SegmentRuleColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => SegmentRuleColumns.Map(header, mapper);

    protected override void Take(SegmentRuleColumns mapped, SideRow row)
    {
        var name = row.Text(mapped.Segment, column => new("SegmentRuleInvalid", column, "the segment has no name", "Name it."));
        if (name is CustomerSegment.Others or CustomerSegment.NoPurchase)
        {
            throw row.Refused(new("SegmentRuleInvalid", mapped.Header[mapped.Segment], $"'{name}' is the name of customers whom no rule fits", "Take another name."));
        }

        var (recency, frequency, money) = (Range(row, mapped.Recency), Range(row, mapped.Frequency), Range(row, mapped.Monetary));
        rules.Add(new() { Segment = name, RLow = recency.Low, RHigh = recency.High, FLow = frequency.Low, FHigh = frequency.High, MLow = money.Low, MHigh = money.High });
    }

    private (int Low, int High) Range(SideRow row, ScoreColumns columns)
    {
        var (low, high) = columns.High < 0 ? Both(row, columns.Low) : (End(row, columns.Low, 1), End(row, columns.High, bins));
        return low <= high ? (low, high) : throw Refused(row, columns.High < 0 ? columns.Low : columns.High, Errors.Invariant($"the highest score, {high}, is below the lowest, {low}"));
    }

    private (int Low, int High) Both(SideRow row, int column)
    {
        var text = row.Text(column);
        return IsAny(text) ? (1, bins) : text.Split('-', StringSplitOptions.TrimEntries) switch
        {
            [var one] => (Score(row, column, one), Score(row, column, one)),
            [var first, var last] => (Score(row, column, first), Score(row, column, last)),
            _ => throw Refused(row, column, $"'{Shown(text)}' is no range of scores"),
        };
    }

    private int End(SideRow row, int column, int open) => row.Text(column) is var text && IsAny(text) ? open : Score(row, column, text);

    private int Score(SideRow row, int column, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score >= 1 && score <= bins
        ? score
        : throw Refused(row, column, Errors.Invariant($"'{Shown(text)}' is no score from 1 to {bins}"));

    private CustomerMetricsException Refused(SideRow row, int column, string reason) =>
        row.Refused(new("SegmentRuleInvalid", row.Header[column], reason, Errors.Invariant($"Write a score from 1 to {bins}, a range such as 2-{bins}, or * for any.")));

    private static bool IsAny(string text) => text is "" or "*";

    private static string Shown(string text) => FieldText.Shorten(Encoding.UTF8.GetBytes(text));
}
