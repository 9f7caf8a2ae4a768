using System;

namespace CustomerMetrics;

/// <summary>A cohort of customers at one offset from their first activity.</summary>
public sealed record CohortCell
{
    /// <summary>The period of the first activity, or its group; All is the average of the cohorts shown.</summary>
    public required string Cohort { get; init; }

    /// <summary>Periods since the first activity; of a bracket, the first one.</summary>
    public required int Offset { get; init; }

    /// <summary>All of the cohort. In an average those for whom the offset is over.</summary>
    public required long Customers { get; init; }

    /// <summary>Of them, those who are active at the offset by its mode, so far.</summary>
    public required long Active { get; init; }

    /// <summary>The money of the customers at the same offsets, so far.</summary>
    public required decimal Revenue { get; init; }

    /// <summary><see cref="Numerator"/> by <see cref="Denominator"/>; null while the offset is over for nobody.</summary>
    public double? Rate { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Whether the offset is over for all of these customers by the as-of date.</summary>
    public required bool IsComplete { get; init; }

    public string? Group { get; init; }

    /// <summary>The last offset of a bracket.</summary>
    public required int OffsetEnd { get; init; }

    /// <summary>Those of the customers for whom the offset is over: the rate is about them alone.</summary>
    public required long Eligible { get; init; }

    /// <summary>What is measured at the offset, of the eligible.</summary>
    public decimal? Numerator { get; init; }

    /// <summary>The eligible themselves, or what is measured of them at offset 0.</summary>
    public decimal? Denominator { get; init; }

    /// <summary>The kind of the interval.</summary>
    public string? Interval { get; init; }

    /// <summary>Why there is no rate or no interval.</summary>
    public string? Reason { get; init; }

    /// <summary>Under the mode Rolling: too close to the as-of date to tell who is still to come.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Whether this is the average of the cohorts.</summary>
    public bool IsAverage { get; init; }

    /// <summary>Days with an activity.</summary>
    public required long Orders { get; init; }

    /// <summary>Refunds kept apart.</summary>
    public decimal RefundValue { get; init; }

    /// <summary>At offset 0, the money of these customers before it: refunds of what the data does not hold.</summary>
    public decimal EarlierValue { get; init; }

    /// <summary>Whether some of these customers came in the first period of the data, and so may be older than they look.</summary>
    public bool LeftEdge { get; init; }

    /// <summary>The first day on which somebody of the cohort can have come.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The day after the last such day.</summary>
    public required DateTime End { get; init; }

    public required PeriodUnit Unit { get; init; }

    public required CohortMeasure Measure { get; init; }

    public required CohortMode Mode { get; init; }

    public required CohortOffset OffsetBy { get; init; }

    /// <summary>How many of the last offsets are provisional under the mode Rolling.</summary>
    public required int Tail { get; init; }

    public string? CohortBy { get; init; }

    public string? GroupBy { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>Where the cell came from; lost in a job, a remote session or a file.</summary>
    public CustomerSource? Source { get; init; }
}
