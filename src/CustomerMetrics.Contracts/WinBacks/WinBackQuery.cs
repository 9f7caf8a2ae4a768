namespace CustomerMetrics;

/// <summary>Which win-backs are asked for.</summary>
public sealed record WinBackQuery
{
    /// <summary>The ledger whose returned are meant.</summary>
    public LedgerQuery Ledger { get; init; } = new();

    /// <summary>The months after which somebody who was lost is a stranger and comes as new; null is never.</summary>
    public int? NewAgainAfter { get; init; }

    /// <summary>Gives rates of periods that are not over.</summary>
    public bool IncludeOpen { get; init; }
}
