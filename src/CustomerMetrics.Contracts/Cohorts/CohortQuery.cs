using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which cohorts are asked of a source.</summary>
public sealed record CohortQuery
{
    /// <summary>The length of a cohort and of an offset.</summary>
    public PeriodUnit Period { get; init; } = PeriodUnit.Month;

    public CohortMeasure Measure { get; init; }

    public CohortMode Mode { get; init; }

    public CohortOffset Offset { get; init; }

    /// <summary>The offsets of each bracket, as in "1" or "2-3"; required by the mode Bracket and refused without it.</summary>
    public IReadOnlyList<string> Bracket { get; init; } = [];

    /// <summary>The columns whose group on the day of the first activity is the cohort; none takes the period of that day.</summary>
    public IReadOnlyList<string> CohortBy { get; init; } = [];

    /// <summary>The columns that each cohort is split by, by the group of the first activity.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Shows those who first came in periods that end after this date.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Shows those who first came in periods that start before this date.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Shows those who first came in the last so many periods, an open one included.</summary>
    public int? Last { get; init; }

    /// <summary>How many of the last offsets are provisional under the mode Rolling.</summary>
    public int Tail { get; init; } = 3;
}
