using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>Which questions about cohorts make sense, and how they are asked of a source.</summary>
internal static class CohortRules
{
    private const int MostOffsets = 100_000;

    public static CohortQuestion QuestionOf(CustomerSource source, CohortQuery query, DateTime asOf)
    {
        Validate(source, query, asOf);
        var end = PeriodCalendar.Day(asOf);
        var first = query.Since is { } since ? PeriodCalendar.OrdinalOf(query.Period, PeriodCalendar.Day(since)) : 0;
        var last = query.Until is { } until && until > DateTime.MinValue ? PeriodCalendar.OrdinalOf(query.Period, PeriodCalendar.Day(until) - 1) : int.MaxValue;
        if (query.Last is { } shown && end > 0)
        {
            var latest = Math.Min(last, PeriodCalendar.OrdinalOf(query.Period, end - 1));
            first = (int)Math.Max(first, (long)latest - shown + 1);
        }

        return new(query.Period, query.Offset, query.Mode is CohortMode.Rolling, query.Measure, Brackets(query), first, last, end, source.Refund, query.CohortBy.Count > 0 ? query.CohortBy : query.GroupBy);
    }

    private static void Validate(CustomerSource source, CohortQuery query, DateTime asOf)
    {
        LedgerMetric.CheckAsOf(asOf);
        LedgerMetric.CheckLast(query.Last);
        if (query.CohortBy.Count > 0 && query.GroupBy.Count > 0)
        {
            throw new CustomerMetricsException("CohortByWithGroupBy", FailureKind.InvalidArgument, "-CohortBy makes cohorts of groups, which -GroupBy cannot split again.", "Name all columns with -CohortBy, or leave one of the two out.");
        }

        if (source.Contract is not null && (query.Measure is CohortMeasure.Orders || (query.Measure is CohortMeasure.CumulativeRevenue && query.Period is not PeriodUnit.Month)))
        {
            throw new CustomerMetricsException("CohortMeasureOfTerms", FailureKind.InvalidArgument, $"{source.Name} holds subscriptions, which have money of a month and no orders: there is no {query.Measure} by {query.Period}.", "Take -Measure Customers or Revenue; CumulativeRevenue adds months, with -Period Month.");
        }

        if (query.Mode is CohortMode.Rolling && query.Measure is not CohortMeasure.Customers || query.Mode is CohortMode.Bracket && query.Measure is CohortMeasure.CumulativeRevenue)
        {
            throw new CustomerMetricsException("CohortModeInvalid", FailureKind.InvalidArgument, $"There is no {query.Measure} in the mode {query.Mode}.", "Rolling is for customers, Bracket for all that is not cumulated; leave out -Mode, or choose another -Measure.");
        }

        if (query.Tail is < 0 or > MostOffsets)
        {
            throw new CustomerMetricsException("TailInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Tail is {query.Tail}."), Errors.Invariant($"Give a number of offsets from 0 to {MostOffsets}."));
        }
    }

    private static List<OffsetBracket> Brackets(CohortQuery query)
    {
        if (query.Mode is not CohortMode.Bracket)
        {
            return query.Bracket.Count == 0 ? [] : throw new CustomerMetricsException("BracketWithoutMode", FailureKind.InvalidArgument, "-Bracket belongs to the mode Bracket.", "Add -Mode Bracket, or leave out -Bracket.");
        }

        if (query.Bracket.Count == 0)
        {
            throw new CustomerMetricsException("BracketMissing", FailureKind.InvalidArgument, "The mode Bracket needs -Bracket: which offsets belong together?", "Give them in their order, for example -Bracket 0, 1, 2-3, 4-6.");
        }

        var brackets = new List<OffsetBracket>();
        foreach (var text in query.Bracket)
        {
            brackets.Add(Parse(text, brackets.Count == 0 ? -1 : brackets[^1].To));
        }

        return brackets;
    }

    private static OffsetBracket Parse(string text, int last)
    {
        var ends = text.Split('-').Select(end => int.TryParse(end.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= MostOffsets ? offset : -1).ToList();
        return ends.Count <= 2 && ends[0] > last && ends[^1] >= ends[0]
            ? new(ends[0], ends[^1])
            : throw new CustomerMetricsException("BracketInvalid", FailureKind.InvalidArgument, Errors.Invariant($"'{Shown(text)}' is no bracket of offsets, or comes before one that begins later."), Errors.Invariant($"Give offsets from 0 to {MostOffsets} in their order, alone or as first and last, for example -Bracket 0, 1, 2-3, 4-6."));
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40];
}
