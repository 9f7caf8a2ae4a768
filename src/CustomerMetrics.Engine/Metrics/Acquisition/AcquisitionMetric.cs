using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Sources.Spend;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>Spend and new customers by channel and cohort, held against the ledger and against the table of spend.</summary>
internal static class AcquisitionMetric
{
    public static AcquisitionReturns Compute(CustomerSource source, SpendList spend, AcquisitionQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        AcquisitionRules.Validate(source, query);
        var question = AcquisitionRules.QuestionOf(source, query, asOf);
        AcquisitionRules.CheckPeriods(spend, query.Period);
        AcquisitionRules.CheckWinBacks(spend, query);
        var fact = CustomerFacts.Cohorts(source, question, cancellationToken);
        if (fact.FirstDay is not { } firstDay)
        {
            return new([], [TextCulture.Write($"{source.Name} has no rows before the as-of date {asOf:yyyy-MM-dd}.")]);
        }

        var calendar = new PeriodCalendar(query.Period, firstDay, question.AsOf - 1);
        var (first, last) = (Math.Max(question.FirstPeriod, calendar.FirstPeriod), Math.Min(question.LastPeriod, calendar.FirstPeriod + calendar.Count - 1));
        var told = spend.Given.ToLookup(row => row.First < question.AsOf && PeriodOf(row) >= first && PeriodOf(row) <= last);
        var byAim = told[true].ToLookup(row => query.WinBackChannels.Contains(row.Channel));
        var cells = Cells(fact, byAim[false], PeriodOf);
        Check(source, query, asOf, calendar, cells, byAim[false], cancellationToken);
        var scope = new AcquisitionScope(source, query, asOf, question, calendar, spend.Name);
        scope = scope with { Residual = AcquisitionResidual.Create(scope, cells, cancellationToken) };
        var winBacks = query.WinBackChannels.Count == 0 ? new([], []) : WinBackReturns.Compute(scope, [.. byAim[true]], first, last, cancellationToken);
        return new([.. Records(scope, cells, first, last), .. winBacks.Returns], [.. Warnings(fact, told[false].ToList(), cells), .. winBacks.Warnings]);

        int PeriodOf(GivenSpend row) => PeriodCalendar.OrdinalOf(query.Period, row.First);
    }

    private static List<AcquisitionCell> Cells(CohortFact fact, IEnumerable<GivenSpend> spend, Func<GivenSpend, int> periodOf)
    {
        var lines = fact.Lines.ToLookup(line => (line.Period, Channel: line.Group ?? GroupNames.None));
        var rows = spend.ToLookup(row => (Period: periodOf(row), row.Channel));
        return [.. lines.Select(line => line.Key).Union(rows.Select(row => row.Key))
            .OrderBy(key => key.Period).ThenBy(key => key.Channel, GroupNames.Order)
            .Select(key => new AcquisitionCell(key.Period, key.Channel, rows.Contains(key) ? rows[key].Aggregate(Int128.Zero, (sum, row) => sum + row.Units) : null, [.. lines[key]]))];
    }

    // New customers as the ledger counts them, and the money of the table as it stands there.
    private static void Check(CustomerSource source, AcquisitionQuery query, DateTime asOf, PeriodCalendar calendar, List<AcquisitionCell> cells, IEnumerable<GivenSpend> spend, CancellationToken cancellationToken)
    {
        var entries = LedgerMetric.Compute(source, new LedgerQuery { Period = query.Period, ActivityRule = ActivityRule.Period, AsOf = asOf }, cancellationToken).Entries;
        var known = entries.ToDictionary(entry => PeriodCalendar.OrdinalOf(query.Period, PeriodCalendar.Day(entry.Start)), entry => entry.New);
        foreach (var period in cells.GroupBy(cell => cell.Period))
        {
            var people = period.Sum(cell => cell.Customers) - known.GetValueOrDefault(period.Key);
            if (people != 0)
            {
                throw Errors.AcquisitionCheckFailed(calendar.Label(period.Key - calendar.FirstPeriod), people, 0);
            }
        }

        var money = cells.Aggregate(Int128.Zero, (sum, cell) => sum + (cell.Spend ?? 0)) - spend.Aggregate(Int128.Zero, (sum, row) => sum + row.Units);
        if (money != 0)
        {
            throw Errors.AcquisitionCheckFailed("the range", 0, Money.ToDecimal(money));
        }
    }

    private static IEnumerable<AcquisitionReturn> Records(AcquisitionScope scope, List<AcquisitionCell> cells, int first, int last)
    {
        if (cells.Count == 0)
        {
            yield break;
        }

        foreach (var cell in scope.Query.IsTotal ? [] : cells)
        {
            yield return scope.Record(cell.Channel, [cell], cell.Period, cell.Period, isTotal: false);
        }

        var channels = cells.GroupBy(cell => cell.Channel, StringComparer.Ordinal).OrderBy(channel => channel.Key, GroupNames.Order).ToList();
        foreach (var channel in channels)
        {
            yield return scope.Record(channel.Key, [.. channel], first, last, isTotal: true);
        }

        var paid = channels.Where(channel => channel.Key != GroupNames.None && channel.Any(cell => cell.Spend > 0)).SelectMany(channel => channel).ToList();
        if (paid.Count > 0)
        {
            yield return scope.Record(AcquisitionReturn.Paid, paid, first, last, isTotal: true);
        }

        yield return scope.Record(AcquisitionReturn.All, cells, first, last, isTotal: true);
    }

    private static IEnumerable<string> Warnings(CohortFact fact, List<GivenSpend> outside, List<AcquisitionCell> cells)
    {
        if (cells.Count == 0)
        {
            yield return "Nobody first came in the range asked for, and nothing was spent in it.";
        }

        if (outside.Count > 0)
        {
            yield return TextCulture.Write($"{outside.Count:#,0} rows of spend, {Money.ToDecimal(outside.Aggregate(Int128.Zero, (sum, row) => sum + row.Units)):#,0.00} together, are outside of the periods shown and count nowhere.");
        }

        var spent = cells.Where(cell => cell.Spend is not null).Select(cell => cell.Channel).ToHashSet(StringComparer.Ordinal);
        if (spent.Count > 0 && !cells.Exists(cell => cell.Customers > 0 && spent.Contains(cell.Channel)))
        {
            yield return $"No channel of the spend is one of the customers: their names are compared as they are written. The customers have {Errors.List(cells.Where(cell => cell.Customers > 0).Select(cell => cell.Channel).Distinct(StringComparer.Ordinal).Order(GroupNames.Order).Take(10))}.";
        }

        if (fact.Earlier > 0)
        {
            yield return TextCulture.Write($"{fact.Earlier:#,0} customers are in no cohort: they were known before the period of their first activity in the data, so what they did at first is not in it.");
        }
    }
}
