using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which movements between groups are asked of a source.</summary>
public sealed record MoveQuery
{
    /// <summary>The ledger whose openings and closes are compared, with the columns of the groups.</summary>
    public LedgerQuery Ledger { get; init; } = new();

    /// <summary>Groups customers by their money at the opening and at the close in the place of a column.</summary>
    public IReadOnlyList<GroupTier> Tiers { get; init; } = [];

    /// <summary>Gives shares of an open period too.</summary>
    public bool IncludeOpen { get; init; }
}
