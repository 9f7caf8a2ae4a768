namespace CustomerMetrics;

/// <summary>How retention of revenue is told.</summary>
public sealed record RevenueRetentionQuery
{
    /// <summary>The periods over which GrossRetention and NetRetention are told; null takes those of twelve months.</summary>
    public int? Trailing { get; init; }

    /// <summary>Whether NetChurn takes the money of those who returned off as well.</summary>
    public bool NetIncludesReturned { get; init; }

    /// <summary>Whether periods that are not over have rates.</summary>
    public bool IncludeOpen { get; init; }
}
