using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>A time that groups are told of.</summary>
/// <param name="Label">The period; null where there are none.</param>
/// <param name="From">The first day; 0 is the beginning of the data.</param>
/// <param name="End">The first day after it.</param>
/// <param name="Seen">The first day that is not seen, at most the end.</param>
internal sealed record GroupSpan(string? Label, int From, int End, int Seen)
{
    public bool IsComplete => Seen >= End;

    public static IReadOnlyList<GroupSpan> Of(CustomerSource source, GroupQuery query, int asOf, CancellationToken cancellationToken)
    {
        var since = query.Since is { } first ? PeriodCalendar.Day(first) : 0;
        var until = query.Until is { } last ? PeriodCalendar.Day(last) : int.MaxValue;
        if (since >= Math.Min(until, asOf))
        {
            throw new CustomerMetricsException("SinceAfterAsOf", FailureKind.InvalidArgument, "No day is left: -Since is not before -Until and the as-of date.", "Give an earlier -Since, or a later -Until or -AsOf.");
        }

        if (query.Period is not { } unit)
        {
            return query.Last is null
                ? [new(null, since, Math.Min(until, asOf), Math.Min(until, asOf))]
                : throw new CustomerMetricsException("LastNeedsPeriod", FailureKind.InvalidArgument, "-Last counts periods, and none were asked for.", "Say how long they are with -Period, or give -Since.");
        }

        var firstDay = CustomerFacts.Totals(source, asOf, cancellationToken).FirstDay;
        if (firstDay >= asOf)
        {
            return [];
        }

        var calendar = new PeriodCalendar(unit, firstDay, asOf - 1);
        var spans = Enumerable.Range(0, calendar.Count)
            .Select(i => new GroupSpan(calendar.Label(i), calendar.Start(i), calendar.End(i), Math.Min(calendar.End(i), asOf)))
            .Where(span => span.End > since && span.From < until);
        return [.. query.Last is { } count ? spans.TakeLast(count) : spans];
    }
}
