using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.WinBacks;
using CustomerMetrics.Engine.Metrics.WinBacks;
using CustomerMetrics.Engine.Sources.Spend;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>Spend that was to bring lost customers back, held against those who came back, and never against new ones.</summary>
internal sealed class WinBackReturns
{
    private readonly AcquisitionScope scope;
    private readonly ILookup<(int Period, string Channel), CohortLine> returned;
    private readonly ILookup<(int Period, string Channel), GivenSpend> spend;
    private readonly IReadOnlyList<WinBackLine> absences;
    private readonly IReadOnlyList<string> channels;

    private WinBackReturns(AcquisitionScope scope, IReadOnlyList<CohortLine> lines, IReadOnlyList<GivenSpend> spend, IReadOnlyList<WinBackLine> absences)
    {
        this.scope = scope;
        this.absences = absences;
        returned = lines.ToLookup(line => (line.Period, line.Group ?? GroupNames.None));
        this.spend = spend.ToLookup(row => (PeriodCalendar.OrdinalOf(scope.Query.Period, row.First), row.Channel));
        channels = [.. scope.Query.WinBackChannels.Distinct(StringComparer.Ordinal).Order(GroupNames.Order)];
    }

    /// <param name="scope">That of new customers.</param>
    /// <param name="spend">The rows of these channels in the range.</param>
    /// <param name="first">The first period of the range.</param>
    /// <param name="last">The last one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static AcquisitionReturns Compute(AcquisitionScope scope, IReadOnlyList<GivenSpend> spend, int first, int last, CancellationToken cancellationToken)
    {
        var query = new LedgerQuery { Period = scope.Query.Period, ActivityRule = scope.Query.ActivityRule, WindowDays = scope.Query.WindowDays, AsOf = scope.AsOf };
        var (ledger, absences) = WinBackMetric.Ask(scope.Source, query, forgottenAfter: null, cancellationToken);
        var asked = LedgerMetric.QuestionOf(scope.Source, query, scope.AsOf);
        var question = scope.Question with { FirstPeriod = first, LastPeriod = last, Returns = new(asked.ActivityRule, asked.WindowDays) };
        var lines = CustomerFacts.Cohorts(scope.Source, question, cancellationToken).Lines;
        Check(scope, ledger, absences, lines, first, last);
        var returns = new WinBackReturns(scope with { Question = question, Residual = null, IsWinBack = true }, lines, spend, absences);
        return new([.. returns.Records(first, last)], ledger.Warnings);
    }

    // The returned of the ledger, and the very ones whose absence ends.
    private static void Check(AcquisitionScope scope, CustomerLedger ledger, IReadOnlyList<WinBackLine> absences, IReadOnlyList<CohortLine> lines, int first, int last)
    {
        foreach (var entry in ledger.Entries)
        {
            var period = PeriodCalendar.OrdinalOf(scope.Query.Period, PeriodCalendar.Day(entry.Start));
            var back = absences.Where(line => line.Back == period && line.IsReturned).ToList();
            WinBackMetric.Verify(scope.Source, [entry], back);
            if (period >= first && period <= last && back.Sum(line => line.Customers) != lines.Where(line => line.Period == period).Sum(line => line.Customers))
            {
                throw Errors.WinBackCheckFailed(entry.Period);
            }
        }
    }

    private IEnumerable<AcquisitionReturn> Records(int first, int last)
    {
        var periods = Enumerable.Range(first, Math.Max(0, last - first + 1)).ToList();
        foreach (var period in scope.Query.IsTotal ? [] : periods)
        {
            foreach (var channel in channels.Append(AcquisitionReturn.AllReturned))
            {
                var cell = Cell(period, channel);
                if (cell.Customers > 0 || cell.Spend is not null)
                {
                    yield return Record(channel, [cell], period, period, isTotal: false);
                }
            }
        }

        foreach (var channel in channels.Append(AcquisitionReturn.AllReturned))
        {
            yield return Record(channel, periods.ConvertAll(period => Cell(period, channel)), first, last, isTotal: true);
        }
    }

    private AcquisitionCell Cell(int period, string channel)
    {
        var isAll = channel == AcquisitionReturn.AllReturned;
        var rows = spend.Where(row => row.Key.Period == period && (isAll || row.Key.Channel == channel)).SelectMany(row => row).ToList();
        var lines = returned.Where(line => line.Key.Period == period && (isAll || line.Key.Channel == channel)).SelectMany(line => line).ToList();
        return new(period, channel, rows.Count == 0 ? null : rows.Aggregate(Int128.Zero, (sum, row) => sum + row.Units), lines);
    }

    private AcquisitionReturn Record(string channel, IReadOnlyList<AcquisitionCell> cells, int first, int last, bool isTotal)
    {
        var record = scope.Record(channel, cells, first, last, isTotal);
        var lost = absences.Where(line => line.Enters <= last && first <= line.Back).Sum(line => line.Customers);
        var count = cells.Sum(cell => cell.Customers);
        var interval = record.IsComplete && lost > 0 ? Interval.Wilson(count, lost) : default(Interval?);
        return record with
        {
            Kind = AcquisitionKind.WinBack,
            NewCustomers = 0,
            Cac = null,
            Returned = count,
            CostPerReturned = record.Cac,
            LostBefore = lost,
            ReturnRate = interval is null ? null : (double)count / lost,
            ReturnRateLow = interval?.Low,
            ReturnRateHigh = interval?.High,
            ActivityRule = scope.Question.Returns!.Rule,
            WindowDays = scope.Question.Returns.Rule is ActivityRule.Window ? scope.Question.Returns.WindowDays : null,
            Attribution = channel == AcquisitionReturn.AllReturned ? "AllReturned" : "ReturnTouch",
        };
    }
}
