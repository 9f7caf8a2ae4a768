using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.SideTables;

namespace CustomerMetrics.Engine.Sources.Stages;

/// <summary>Reads a table of stages: a row for each, with its effort, and with the reasons that come from it, parted by semicolons.</summary>
internal sealed class StageImporter(ImportOptions options) : SideTableImporter<StageColumns, StageTable>(options, StageColumns.Parameter)
{
    // As the field rates them.
    private static readonly string[] Ratings = ["weak", "mediocre", "strong"];

    private readonly List<GivenStage> given = [];
    private readonly Dictionary<string, string> stageOf = new(StringComparer.Ordinal);
    private bool? isRated;

    public override StageTable Complete()
    {
        if (given.Count == 0)
        {
            throw new CustomerMetricsException("NoRows", FailureKind.InvalidData, "The table of stages has no rows.", "Give a row for each stage, with its effort.");
        }

        if (given.TrueForAll(stage => stage.Effort == 0))
        {
            throw new CustomerMetricsException("StageEffortMissing", FailureKind.InvalidData, $"{Name}: no stage has an effort, so there are no shares of it.", "Give the cost of each stage, or rate it weak, mediocre or strong.");
        }

        return new StageList { Name = Name, Given = given, Stages = [.. given.Select(stage => stage.Name)], IsRated = isRated == true };
    }

    protected override StageColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => StageColumns.Map(header, mapper);

    protected override void Take(StageColumns mapped, SideRow row)
    {
        var name = row.Text(mapped.Stage, column => new("StageMissing", column, "the stage is empty", "Name each stage."));
        if (given.Exists(stage => stage.Name == name))
        {
            throw row.Refused(new("StageTwice", mapped.Header[mapped.Stage], $"the stage '{name}' has a row already", "Give each stage one row, with the sum of its effort and all of its reasons."));
        }

        var reasons = row.Text(mapped.Reasons).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var reason in reasons)
        {
            if (!stageOf.TryAdd(reason, name))
            {
                throw row.Refused(new("ReasonOfTwoStages", mapped.Header[mapped.Reasons], $"the reason '{reason}' belongs to the stage '{stageOf[reason]}' already", "Give each reason to one stage: its losses would count twice."));
            }
        }

        given.Add(new(name, PhaseOf(mapped, row), EffortOf(mapped, row), reasons));
    }

    private static JourneyPhase? PhaseOf(StageColumns mapped, SideRow row)
    {
        var word = row.Text(mapped.Phase);
        return word.Length == 0 ? null
            : Enum.TryParse<JourneyPhase>(word, ignoreCase: true, out var phase) && Enum.IsDefined(phase) && char.IsLetter(word[0]) ? phase
            : throw row.Refused(new("StagePhaseUnknown", mapped.Header[mapped.Phase], $"there is no phase '{word}'", "The phases are Before and After the purchase."));
    }

    private long EffortOf(StageColumns mapped, SideRow row)
    {
        var place = Array.FindIndex(Ratings, rating => rating.Equals(row.Text(mapped.Effort), StringComparison.OrdinalIgnoreCase));
        isRated ??= place >= 0;
        if (isRated != place >= 0)
        {
            throw row.Refused(new("StageEffortMixed", mapped.Header[mapped.Effort], "ratings and costs stand in one column", "Rate all stages weak, mediocre or strong, or give a cost for all of them."));
        }

        var effort = place >= 0 ? (place + 1) * Money.UnitsPerOne : row.Amount(mapped.Effort);
        return effort >= 0 ? effort : throw row.Refused(new("StageEffortInvalid", mapped.Header[mapped.Effort], "the effort is below 0", "Give a cost from 0 on."));
    }
}
