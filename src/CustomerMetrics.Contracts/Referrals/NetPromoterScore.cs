using System;

namespace CustomerMetrics;

/// <summary>The Net Promoter Score of answers from 0 to 10.</summary>
public sealed record NetPromoterScore
{
    public required long Answers { get; init; }

    /// <summary>Answers of 9 and 10.</summary>
    public required long Promoters { get; init; }

    /// <summary>Answers of 7 and 8.</summary>
    public required long Passives { get; init; }

    /// <summary>Answers of 0 to 6.</summary>
    public required long Detractors { get; init; }

    public required double PromoterShare { get; init; }

    public required double DetractorShare { get; init; }

    /// <summary>100 * (PromoterShare - DetractorShare), from -100 to 100.</summary>
    public required double Nps { get; init; }

    /// <summary>The 95% interval of <see cref="Nps"/>; null where all answers are of one kind.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Note { get; init; }

    /// <summary>First and last day of an answer; null where the table tells no dates.</summary>
    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    public required string ScoresFrom { get; init; }
}
