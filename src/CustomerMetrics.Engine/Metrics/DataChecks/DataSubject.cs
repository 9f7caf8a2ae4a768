using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>What all checks look at.</summary>
/// <param name="Source">The source.</param>
/// <param name="AsOf">The first day that is not seen.</param>
/// <param name="Tomorrow">The first day of the future.</param>
/// <param name="Days">The rows by day.</param>
/// <param name="CancellationToken">Ends a check.</param>
internal sealed record DataSubject(CustomerSource Source, DateTime AsOf, DateTime Tomorrow, DailyRowFact Days, CancellationToken CancellationToken)
{
    private RefundFact? refunds;
    private AmountFact? amounts;

    public int AsOfDay { get; } = PeriodCalendar.Day(AsOf);

    public int TomorrowDay { get; } = PeriodCalendar.Day(Tomorrow);

    /// <summary>The data without rows that lie far from all others.</summary>
    public DataStretches Stretches { get; } = DataStretches.Of(Days);

    /// <summary>Two checks look at it, and it costs a pass over the rows.</summary>
    public RefundFact Refunds => refunds ??= CustomerFacts.Refunds(Source, AsOfDay, Stretches.Body.FirstDay + DataEdge.RefundDays, CancellationToken);

    /// <summary>The like.</summary>
    public AmountFact Amounts => amounts ??= CustomerFacts.Amounts(Source, AsOfDay, CancellationToken);

    /// <summary>A finding about rows.</summary>
    public CustomerDataFinding Finding(string check, DataSeverity severity, RowTally rows, double? share, string message, string remedy) =>
        Finding(check, severity, rows.Count, rows.Amount, share, rows.Examples, message, remedy);

    public CustomerDataFinding Finding(string check, DataSeverity severity, long count, Int128 amount, double? share, IEnumerable<int> examples, string message, string remedy) => new()
    {
        Check = check,
        Severity = severity,
        Count = count,
        Amount = Money.ToDecimal(amount),
        Share = share,
        Examples = [.. examples.Where(number => number > 0)],
        Message = message,
        Remedy = remedy,
        AsOf = AsOf,
        Currency = Source.Currency,
    };

    /// <summary>A count as a share of the rows seen; null without any.</summary>
    public double? ShareOfRows(long count) => Days.Count == 0 ? null : (double)count / Days.Count;
}
