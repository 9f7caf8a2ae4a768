namespace CustomerMetrics;

/// <summary>How subscriptions are read: when a term is a customer's, and when its customer is lost.</summary>
public sealed record ContractRule
{
    /// <summary>The days between two terms that are bridged: neither a loss nor a return.</summary>
    public int GraceDays { get; init; }

    public LossDate LossDate { get; init; }

    /// <summary>Whether a term of nothing makes a customer.</summary>
    public bool IncludesFree { get; init; }

    /// <summary>Whether the end is the last day of a term instead of the first day after it.</summary>
    public bool EndIsLastDay { get; init; }

    /// <summary>What the amounts are paid for; null where a column tells it.</summary>
    public BillingPeriod? BillingPeriod { get; init; }
}
