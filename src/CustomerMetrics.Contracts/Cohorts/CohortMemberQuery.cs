using System;

namespace CustomerMetrics;

/// <summary>The cell of a cohort whose customers are asked for.</summary>
public sealed record CohortMemberQuery
{
    public required CohortQuery Cohorts { get; init; }

    public required string Cohort { get; init; }

    /// <summary>The average has the customers of all cohorts for whom the offset is over.</summary>
    public bool IsAverage { get; init; }

    public string? Group { get; init; }

    public required int Offset { get; init; }

    public required int OffsetEnd { get; init; }

    /// <summary>The first day on which somebody of the cohort can have come.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The day after the last such day.</summary>
    public required DateTime End { get; init; }
}
