using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Scores;

/// <summary>How many gave each score.</summary>
internal sealed class ScoreList : ScoreTable
{
    /// <summary>By score, from 0 to 10.</summary>
    public required IReadOnlyList<long> Answers { get; init; }

    public DateTime? From { get; init; }

    public DateTime? To { get; init; }
}
