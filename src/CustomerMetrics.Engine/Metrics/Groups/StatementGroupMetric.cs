using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.Moves;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>The groups that a statement shows: those of columns, else tenths of customers in memory.</summary>
internal static class StatementGroupMetric
{
    // Of fewer customers a tenth is one or none.
    private const int FewestForTenths = 20;

    public static StatementGroups? Compute(CustomerSource source, CustomerLedger ledger, IReadOnlyList<string> groupBy, LedgerQuery query, CancellationToken cancellationToken)
    {
        var isOfPurchases = source.Contract is null;
        if (StatementScope.SubjectOf(ledger.Entries) is not { } subject || (groupBy.Count == 0 && !(isOfPurchases && source is CustomerTable)))
        {
            return null;
        }

        if (groupBy.Count == 0 && ((CustomerTable)source).Customers < FewestForTenths)
        {
            return null;
        }

        var brought = isOfPurchases ? Ask(source, groupBy, subject, cancellationToken) : new([], []);
        var asked = query with { GroupBy = groupBy, Since = subject.Start, Until = subject.End, Last = null };
        var moved = groupBy.Count == 0 ? null : LedgerMetric.Compute(source, asked, cancellationToken);

        // A database would have to hand over every customer.
        var spread = isOfPurchases && source is CustomerTable ? ConcentrationMetric.Compute(source, new GroupQuery { AsOf = subject.AsOf }, cancellationToken).SingleOrDefault() : null;
        var flow = moved is null ? null : MoveMetric.Compute(source, new() { Ledger = asked }, moved, cancellationToken);
        return new(brought.Groups, moved?.Entries ?? [], spread, brought.Warnings) { Flow = flow };
    }

    private static CustomerGroups Ask(CustomerSource source, IReadOnlyList<string> groupBy, CustomerLedgerEntry subject, CancellationToken cancellationToken) =>
        GroupMetric.Compute(source, new() { GroupBy = groupBy, By = groupBy.Count == 0 ? CustomerGrouping.Decile : null, Since = subject.Start, Until = subject.End, AsOf = subject.AsOf }, cancellationToken);
}
