using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Segments;

/// <summary>The places of the columns of a table of segments: the name, and for each score a column of its range, or one of each end.</summary>
internal sealed record SegmentRuleColumns(IReadOnlyList<string> Header, int Segment, ScoreColumns Recency, ScoreColumns Frequency, ScoreColumns Monetary)
{
    public const string Parameter = "-Rule";

    public static SegmentRuleColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => new(
        header,
        mapper.Required(null, [["segment", "segmentname"], ["name"]], "segment", Parameter),
        Scores(mapper, "r", "recency"),
        Scores(mapper, "f", "frequency"),
        Scores(mapper, "m", "monetary"));

    private static ScoreColumns Scores(ColumnMapper mapper, string letter, string measure)
    {
        var low = mapper.Recognise([[letter + "low", letter + "min", measure + "low", measure + "lower", measure + "min"]], "lowest score of " + measure, Parameter);
        var high = mapper.Recognise([[letter + "high", letter + "max", measure + "high", measure + "upper", measure + "max"]], "highest score of " + measure, Parameter);
        return low >= 0 && high >= 0 ? new(low, high) : new(mapper.Required(null, [[letter, letter + "score", measure, measure + "score"]], "scores of " + measure, Parameter), -1);
    }
}

/// <summary>The columns of the lowest and the highest score; without the second, the first holds both.</summary>
internal readonly record struct ScoreColumns(int Low, int High);
