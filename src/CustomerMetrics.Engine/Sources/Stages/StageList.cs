using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Stages;

/// <summary>The rows of a table of stages.</summary>
internal sealed class StageList : StageTable
{
    public required IReadOnlyList<GivenStage> Given { get; init; }
}

/// <summary>A stage as its row tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Null where the table has no phases.</param>
/// <param name="Effort">In units of money, or of a rating.</param>
/// <param name="Reasons">The reasons that come from it.</param>
internal sealed record GivenStage(string Name, JourneyPhase? Phase, long Effort, IReadOnlyList<string> Reasons);
