using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>The customers behind a cell of a cohort. Of offsets without an end, all that follow are one bracket.</summary>
internal static class CohortMemberMetric
{
    public static IEnumerable<CohortMember> Compute(CustomerSource source, CohortMemberQuery query, CancellationToken cancellationToken)
    {
        var cohorts = query.Cohorts;
        var asOf = cohorts.AsOf ?? source.AsOf;
        var isRolling = cohorts.Mode is CohortMode.Rolling;
        var settled = query.OffsetEnd + (query.IsAverage && isRolling ? cohorts.Tail : 0);
        var question = new CohortQuestion(
            cohorts.Period,
            cohorts.Offset,
            false,
            CohortMeasure.Customers,
            [new(query.Offset, isRolling ? int.MaxValue : query.OffsetEnd)],
            PeriodCalendar.OrdinalOf(cohorts.Period, PeriodCalendar.Day(query.Start)),
            PeriodCalendar.OrdinalOf(cohorts.Period, PeriodCalendar.Day(query.End) - 1),
            PeriodCalendar.Day(asOf),
            source.Refund,
            cohorts.CohortBy.Count > 0 ? cohorts.CohortBy : cohorts.GroupBy);
        return CustomerFacts.CohortMembers(source, question, cancellationToken)
            .Where(member => cohorts.GroupBy.Count == 0 || member.Group == query.Group)
            .Where(member => query.IsAverage ? member.Done >= settled : cohorts.CohortBy.Count == 0 || member.Group == query.Cohort)
            .Select(member => new CohortMember
            {
                CustomerId = member.CustomerId,
                Cohort = cohorts.CohortBy.Count > 0 ? member.Group! : new PeriodCalendar(cohorts.Period, member.FirstDay, member.FirstDay).Label(0),
                Offset = query.Offset,
                IsActive = member.Orders > 0,
                IsComplete = member.Done >= query.OffsetEnd,
                FirstActivity = PeriodCalendar.Date(member.FirstDay),
                Orders = member.Orders,
                Revenue = Money.ToDecimal(member.Value),
                Group = query.Group,
                AsOf = asOf,
                Currency = source.Currency,
            });
    }
}
