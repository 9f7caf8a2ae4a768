using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Scores;

/// <summary>The places of the columns of a table of scores; -1 is none.</summary>
internal sealed record ScoreColumns(IReadOnlyList<string> Header, int Date, int Score)
{
    public const string Parameter = "-Score";

    private static readonly string[][] DateNames = [.. ColumnMapper.DateNames, ["surveydate", "answeredat", "scoredate", "respondedat"]];

    private static readonly string[][] ScoreNames = [["score", "npsscore", "nps", "likelihood", "rating"], ["answer", "value"]];

    public static ScoreColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => new(
        header,
        mapper.Recognise(DateNames, "date", Parameter),
        mapper.Required(null, ScoreNames, "score", Parameter));
}
