namespace CustomerMetrics;

/// <summary>A figure to hold against a target, and what is known of its uncertainty.</summary>
/// <param name="Value">Null where there is none.</param>
/// <param name="Low">The lower end of its interval; null where there is none.</param>
/// <param name="High">The upper end.</param>
public sealed record TargetReading(decimal? Value, decimal? Low, decimal? High);
