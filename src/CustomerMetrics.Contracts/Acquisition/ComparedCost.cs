namespace CustomerMetrics;

/// <summary>A cost of acquisition to hold against a benchmark.</summary>
/// <param name="Cost">Null where a record has none.</param>
/// <param name="Currency">Null where nobody knows it.</param>
/// <param name="Channel">That of the record.</param>
/// <param name="Cohort">That of the record.</param>
public sealed record ComparedCost(decimal? Cost, string? Currency, string? Channel, string? Cohort);
