using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Renewals;

/// <summary>The terms behind a renewal rate: the same that it counts.</summary>
internal static class RenewalMemberMetric
{
    public static IEnumerable<RenewalMember> Compute(CustomerSource source, RenewalMemberQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.Renewals.AsOf ?? source.AsOf;
        var question = RenewalRules.QuestionOf(source, query.Renewals, asOf);
        var period = PeriodCalendar.OrdinalOf(question.Period, PeriodCalendar.Day(query.Start));
        return CustomerFacts.RenewalMembers(source, question, period, period, cancellationToken)
            .Where(member => query.Renewals.GroupBy.Count == 0 || member.Group == query.Group)
            .Select(member => new RenewalMember
            {
                CustomerId = member.CustomerId,
                Outcome = !question.IsDecided(member.End) ? RenewalOutcome.Undecided : member.RenewedOn is null ? RenewalOutcome.Lost : RenewalOutcome.Renewed,
                TermStart = PeriodCalendar.Date(member.Start),
                TermEnd = PeriodCalendar.Date(member.End),
                RenewedOn = member.RenewedOn is { } day ? PeriodCalendar.Date(day) : null,
                OldValue = Money.ToDecimal(member.Old),
                NewValue = Money.ToDecimal(member.New),
                Period = query.Period,
                Group = query.Group,
                Contract = member.Contract,
                AsOf = asOf,
                Currency = source.Currency,
            });
    }
}
