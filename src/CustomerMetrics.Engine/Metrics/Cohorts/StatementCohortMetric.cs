using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>The cohorts that a statement shows: those of its own periods that have had time to come back.</summary>
internal static class StatementCohortMetric
{
    /// <summary>More cohorts, or more offsets, make a matrix unreadable.</summary>
    public const int Most = 12;

    public static CustomerCohorts Compute(CustomerSource source, CustomerLedger ledger, CancellationToken cancellationToken)
    {
        var shown = Followed(ledger.Entries).TakeLast(Most).ToList();
        if (shown.Count == 0)
        {
            return new([], []);
        }

        // The average is of what is asked for, so the range is part of the question.
        var query = new CohortQuery { Period = shown[0].Unit!.Value, AsOf = shown[0].AsOf, Since = shown[0].Start, Until = shown[^1].End };
        var cohorts = CohortMetric.Compute(source, query, cancellationToken);
        return cohorts with { Cells = [.. cohorts.Cells] };
    }

    /// <summary>Periods whose next one is over, so that offset 1 is known.</summary>
    public static IEnumerable<CustomerLedgerEntry> Followed(IEnumerable<CustomerLedgerEntry> entries) => entries.Where(entry => EndOfNext(entry) <= PeriodCalendar.Day(entry.AsOf));

    private static int EndOfNext(CustomerLedgerEntry entry)
    {
        var day = PeriodCalendar.Day(entry.Start);
        return new PeriodCalendar(entry.Unit!.Value, day, day).End(1);
    }
}
