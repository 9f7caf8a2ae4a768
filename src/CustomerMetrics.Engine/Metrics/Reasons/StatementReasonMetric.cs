using System.Threading;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>The reasons that a statement shows: why customers were lost in the period that it speaks of.</summary>
internal static class StatementReasonMetric
{
    public static CustomerReasons Compute(CustomerSource source, CustomerLedger ledger, ReasonTable reasons, LedgerQuery query, CancellationToken cancellationToken) =>
        StatementScope.SubjectOf(ledger.Entries) is not { } subject
            ? new([], [])
            : ReasonMetric.Compute(
                source,
                reasons,
                new ReasonQuery { Ledger = query with { Since = subject.Start, Until = subject.End, Last = null }, Top = ReasonsSection.Most },
                cancellationToken);
}
