using System;

namespace CustomerMetrics;

/// <summary>
/// The effort of one stage of the journey beside the losses whose reasons come from it. The lines of a period, those of reasons without a stage and without a reason
/// among them, add up to the ledger's losses.
/// </summary>
public sealed record JourneyEffort
{
    /// <summary>What stands for a stage where a reason belongs to none.</summary>
    public const string NoStage = "(no stage)";

    public required string Period { get; init; }

    public string? Group { get; init; }

    public required string Stage { get; init; }

    public JourneyPhase? Phase { get; init; }

    /// <summary>A cost, or 1 to 3 for weak to strong; null where there is no stage.</summary>
    public decimal? Effort { get; init; }

    /// <summary>The part of the effort of all stages.</summary>
    public double? EffortShare { get; init; }

    /// <summary>Customers who were lost for reasons of this stage.</summary>
    public required long Lost { get; init; }

    /// <summary>The part of <see cref="LostWithStage"/>; null where that is 0, and where there is no stage.</summary>
    public double? LossShare { get; init; }

    /// <summary>The 95% interval of <see cref="LossShare"/>.</summary>
    public double? LossShareLow { get; init; }

    public double? LossShareHigh { get; init; }

    /// <summary><see cref="LossShare"/> less <see cref="EffortShare"/>: above zero, the stage loses more than its share of the effort.</summary>
    public double? Gap { get; init; }

    public JourneySignal? Signal { get; init; }

    /// <summary>The money of these customers at the opening.</summary>
    public required decimal LostValue { get; init; }

    public double? LossValueShare { get; init; }

    /// <summary>The reasons of the stage that were given.</summary>
    public string[] Reasons { get; init; } = [];

    /// <summary>All losses whose reason belongs to a stage.</summary>
    public required long LostWithStage { get; init; }

    /// <summary>All losses of the period.</summary>
    public required long Total { get; init; }

    public required decimal TotalValue { get; init; }

    /// <summary>People: the sum over the lines less the ledger. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>Money: the sum over the lines less the ledger. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Note { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public required DateTime AsOf { get; init; }

    public string? GroupBy { get; init; }

    /// <summary>Where the reasons came from.</summary>
    public required string ReasonsFrom { get; init; }

    /// <summary>Where the stages came from.</summary>
    public required string StagesFrom { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
