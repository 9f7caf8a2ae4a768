using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which churn rates are asked of ledger entries.</summary>
public sealed record ChurnQuery
{
    public IReadOnlyList<ChurnMethod> Methods { get; init; } = [ChurnMethod.Opening];

    public IReadOnlyList<ChurnBasis> Bases { get; init; } = [ChurnBasis.Customers, ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue];

    /// <summary>Give rates for open periods too.</summary>
    public bool IncludeOpen { get; init; }
}
