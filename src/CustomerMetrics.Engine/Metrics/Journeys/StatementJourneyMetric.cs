using System.Threading;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Metrics.Journeys;

/// <summary>The journey that a statement shows: effort and losses of the period that it speaks of.</summary>
internal static class StatementJourneyMetric
{
    public static CustomerJourneys Compute(CustomerSource source, CustomerLedger ledger, ReasonTable reasons, StageTable stages, LedgerQuery query, CancellationToken cancellationToken) =>
        StatementScope.SubjectOf(ledger.Entries) is not { } subject
            ? new([], [])
            : JourneyMetric.Compute(source, reasons, stages, new ReasonQuery { Ledger = query with { Since = subject.Start, Until = subject.End, Last = null } }, byPhase: false, cancellationToken);
}
