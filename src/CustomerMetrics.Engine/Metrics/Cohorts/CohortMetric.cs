using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>Cohorts of customers, offset by offset. A rate is about those for whom the offset is over; what is not over is told and not rated.</summary>
internal static class CohortMetric
{
    private const string All = "All";

    public static CustomerCohorts Compute(CustomerSource source, CohortQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        var question = CohortRules.QuestionOf(source, query, asOf);
        var fact = CustomerFacts.Cohorts(source, question, cancellationToken);
        return new(Cells(source, query, asOf, question, fact), [.. Warnings(source, asOf, fact)]);
    }

    private static IEnumerable<CohortCell> Cells(CustomerSource source, CohortQuery query, DateTime asOf, CohortQuestion question, CohortFact fact)
    {
        if (fact.FirstDay is not { } firstDay || fact.Lines.Count == 0)
        {
            yield break;
        }

        var calendar = new PeriodCalendar(query.Period, firstDay, question.AsOf - 1);
        var all = new Range(Math.Max(question.FirstPeriod, calendar.FirstPeriod), Math.Min(question.LastPeriod, calendar.FirstPeriod + calendar.Count - 1));
        CohortRow Row(string cohort, string? group, Range range, IEnumerable<CohortLine> lines, bool isAverage) =>
            new(source, query, asOf, question, cohort, group, Start(calendar, range.First), End(calendar, range.Last), isAverage, calendar.FirstPeriod, [.. lines]);
        if (query.CohortBy.Count > 0)
        {
            foreach (var lines in ByGroup(fact.Lines))
            {
                foreach (var cell in Row(lines.Key, null, all, lines, false).Cells())
                {
                    yield return cell;
                }
            }
        }
        else
        {
            foreach (var lines in fact.Lines.GroupBy(line => line.Period).SelectMany(period => ByGroup(period)))
            {
                var period = lines.First().Period;
                foreach (var cell in Row(calendar.Label(period - calendar.FirstPeriod), query.GroupBy.Count > 0 ? lines.Key : null, new(period, period), lines, false).Cells())
                {
                    yield return cell;
                }
            }
        }

        foreach (var lines in query.GroupBy.Count > 0 ? ByGroup(fact.Lines).Select(group => ((string?)group.Key, group.ToList())) : [(null, fact.Lines.ToList())])
        {
            foreach (var cell in Row(All, lines.Item1, all, lines.Item2, true).Cells())
            {
                yield return cell;
            }
        }
    }

    private static IEnumerable<IGrouping<string, CohortLine>> ByGroup(IEnumerable<CohortLine> lines) =>
        lines.GroupBy(line => line.Group ?? "", StringComparer.Ordinal).OrderBy(group => group.Key, GroupNames.Order);

    private static DateTime Start(PeriodCalendar calendar, int period) => PeriodCalendar.Date(calendar.Start(period - calendar.FirstPeriod));

    private static DateTime End(PeriodCalendar calendar, int period) => PeriodCalendar.Date(calendar.End(period - calendar.FirstPeriod));

    private static IEnumerable<string> Warnings(CustomerSource source, DateTime asOf, CohortFact fact)
    {
        if (fact.FirstDay is null)
        {
            yield return TextCulture.Write($"{source.Name} has no rows before the as-of date {asOf:yyyy-MM-dd}.");
        }
        else if (fact.Lines.Count == 0)
        {
            yield return "Nobody first came in the range asked for.";
        }

        if (fact.Earlier > 0)
        {
            yield return TextCulture.Write($"{fact.Earlier:#,0} customers are in no cohort: they were known before the period of their first activity in the data, so what they did at first is not in it.");
        }
    }

    private readonly record struct Range(int First, int Last);
}
