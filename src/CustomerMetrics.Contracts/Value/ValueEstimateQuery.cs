using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which value formulas are asked of ledger entries.</summary>
public sealed record ValueEstimateQuery : AverageQuery
{
    public IReadOnlyList<ValueMethod> Methods { get; init; } = [ValueMethod.ArpaOverChurn];

    /// <summary>How the margin of a customer grows per year, for the margin multiple.</summary>
    public double? MarginGrowth { get; init; }
}
