namespace CustomerMetrics;

/// <summary>Which referral rates are asked for.</summary>
public sealed record ReferralRateQuery
{
    public required LedgerQuery Ledger { get; init; }

    public required ReferralSources Sources { get; init; }

    /// <summary>Why customers do not recommend; null asks for no reasons.</summary>
    public ReasonTable? Reasons { get; init; }

    /// <summary>How many reasons stand alone.</summary>
    public int Top { get; init; } = 3;

    /// <summary>Whether periods that are not over have rates.</summary>
    public bool IncludeOpen { get; init; }
}
