namespace CustomerMetrics;

/// <summary>The cuts among customers of the same scores.</summary>
public sealed record SegmentNestedCut
{
    public required int R { get; init; }

    /// <summary>Null for the cuts of frequency, which come before it.</summary>
    public int? F { get; init; }

    public required decimal[] Cuts { get; init; }
}
