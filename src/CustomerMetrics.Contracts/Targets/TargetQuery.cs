namespace CustomerMetrics;

/// <summary>The limits of a figure.</summary>
public sealed record TargetQuery
{
    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>The most by which it may be above the period before.</summary>
    public decimal? RiseLimit { get; init; }

    /// <summary>The most by which it may be below the period before.</summary>
    public decimal? FallLimit { get; init; }

    /// <summary>Whether rises and falls are shares of the period before.</summary>
    public bool IsRelative { get; init; }

    /// <summary>Compares the value alone, and lets chance raise an alarm.</summary>
    public bool IsExact { get; init; }
}
