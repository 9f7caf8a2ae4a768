using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which customers are asked for: those of one period, and of one group when <see cref="LedgerQuery.GroupBy"/> is set.</summary>
public sealed record MemberQuery
{
    /// <summary>The ledger that the cell stands in.</summary>
    public required LedgerQuery Ledger { get; init; }

    public required string Period { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateTime Start { get; init; }

    public string? Group { get; init; }

    /// <summary>None asks for everybody in the period.</summary>
    public IReadOnlyList<CustomerMovement> Movements { get; init; } = [];
}
