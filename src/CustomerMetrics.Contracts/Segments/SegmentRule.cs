namespace CustomerMetrics;

/// <summary>A named segment: the scores that belong to it.</summary>
public sealed record SegmentRule
{
    public required string Segment { get; init; }

    public required int RLow { get; init; }

    public required int RHigh { get; init; }

    public required int FLow { get; init; }

    public required int FHigh { get; init; }

    public required int MLow { get; init; }

    public required int MHigh { get; init; }
}
