using System.Collections.Generic;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What a statement tells of groups, in the period that its lead speaks of.</summary>
/// <param name="Groups">What they brought, their sum last; none of subscriptions, whose terms are no orders.</param>
/// <param name="Ledger">Who came, left and moved, by group; none of tenths, to which the ledger knows no way.</param>
/// <param name="Concentration">How the money of all the time is spread over the customers; null where each of them would have to be fetched.</param>
/// <param name="Warnings">What makes them doubtful.</param>
internal sealed record StatementGroups(IReadOnlyList<CustomerGroup> Groups, IReadOnlyList<CustomerLedgerEntry> Ledger, CustomerConcentration? Concentration, IReadOnlyList<string> Warnings)
{
    /// <summary>From which group to which they went; null where it is not told.</summary>
    public CustomerMoves? Flow { get; init; }

    /// <summary>The ledger of all groups, also of those too small to be shown.</summary>
    public IReadOnlyList<CustomerLedgerEntry> Whole { get; init; } = Ledger;
}
