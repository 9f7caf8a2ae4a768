using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Stages;

/// <summary>The places of the columns of a table of stages; -1 is none.</summary>
internal sealed record StageColumns(IReadOnlyList<string> Header, int Stage, int Phase, int Effort, int Reasons)
{
    public const string Parameter = "-Stage";

    private static readonly string[][] StageNames = [["stage", "journeystage", "stagename", "step"]];

    private static readonly string[][] PhaseNames = [["phase", "when"]];

    private static readonly string[][] EffortNames = [["effort", "cost", "spend", "budget"], ["rating", "strength"]];

    private static readonly string[][] ReasonNames = [["reasons", "reason"]];

    public static StageColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => new(
        header,
        mapper.Required(null, StageNames, "stage", Parameter),
        mapper.Recognise(PhaseNames, "phase", Parameter),
        mapper.Required(null, EffortNames, "effort", Parameter),
        mapper.Recognise(ReasonNames, "reasons", Parameter));
}
