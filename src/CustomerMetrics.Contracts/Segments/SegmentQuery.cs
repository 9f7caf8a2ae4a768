using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which segments are asked of a source.</summary>
public sealed record SegmentQuery
{
    /// <summary>Null is Fixed where cuts are given, else Rank.</summary>
    public SegmentMethod? Method { get; init; }

    /// <summary>The number of scores, from 2 to 10; null is one more than there are cuts, else 5.</summary>
    public int? Bins { get; init; }

    /// <summary>The cut points of Fixed.</summary>
    public SegmentCuts? Cuts { get; init; }

    /// <summary>Null is rows under Independent, as the package counts, else days.</summary>
    public FrequencyMeasure? FrequencyOf { get; init; }

    /// <summary>The named segments, the first that fits wins; null takes the built-in ones, which are of five scores.</summary>
    public IReadOnlyList<SegmentRule>? Rules { get; init; }

    /// <summary>Whether the segments are told together as well.</summary>
    public bool WithSummary { get; init; }

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }
}
