namespace CustomerMetrics;

/// <summary>Which effect of retention is asked of ledger entries.</summary>
public sealed record RetentionQuery : AverageQuery
{
    /// <summary>By how many percentage points a period retention is thought to rise.</summary>
    public double Points { get; init; } = 1;
}
