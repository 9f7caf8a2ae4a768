using System;

namespace CustomerMetrics;

/// <summary>What the checks of the data need to know besides the source.</summary>
public sealed record DataQuery
{
    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>The day after today in the reporting zone, read once by the face: rows from then on lie in the future.</summary>
    public required DateTime Tomorrow { get; init; }
}
