using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Reasons;

/// <summary>The places of the columns of a reason table; -1 is none.</summary>
internal sealed record ReasonColumns(IReadOnlyList<string> Header, int Customer, int Date, int Direction, int Reason, int Source)
{
    public const string Parameter = "-Reason";

    private static readonly string[][] ReasonNames = [["reason", "reasoncode", "reasonname", "reasontext", "churnreason", "lossreason", "cancellationreason"], ["why", "cause"]];

    private static readonly string[][] DateNames = [.. ColumnMapper.DateNames, ["reasondate", "feedbackdate", "surveydate", "answeredat", "recordedat"]];

    private static readonly string[][] DirectionNames = [["direction", "reasondirection"]];

    private static readonly string[][] SourceNames = [["source", "reasonsource", "toldby"]];

    public static ReasonColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => new(
        header,
        mapper.Required(null, ColumnMapper.CustomerNames, "customer", Parameter),
        mapper.Required(null, DateNames, "date", Parameter),
        mapper.Recognise(DirectionNames, "direction", Parameter),
        mapper.Required(null, ReasonNames, "reason", Parameter),
        mapper.Recognise(SourceNames, "source", Parameter));
}
