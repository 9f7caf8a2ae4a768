using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>What the customers of a statement are worth, as the cmdlets give it one by one.</summary>
public sealed record StatementValue
{
    /// <summary>At the as-of date.</summary>
    public required CustomerEquity Equity { get; init; }

    /// <summary>Of the last complete period, class by class, all of them last; empty with a reason.</summary>
    public IReadOnlyList<CustomerEquityBridge> Bridge { get; init; } = [];

    public string? BridgeReason { get; init; }

    /// <summary>Of the same period.</summary>
    public ReturnOnCustomer? Return { get; init; }

    /// <summary>The most valuable first; empty with fewer than ten customers or without an equity.</summary>
    public IReadOnlyList<EquityTenth> Tenths { get; init; } = [];

    /// <summary>How a model of the same kind, fitted to the first three quarters of the time, foretold the last one; null with a reason.</summary>
    public StatementModelTest? Test { get; init; }

    public string? TestReason { get; init; }
}
