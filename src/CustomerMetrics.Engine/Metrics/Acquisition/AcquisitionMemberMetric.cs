using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>The customers behind a line of a return on acquisition: those that its cohorts count.</summary>
internal static class AcquisitionMemberMetric
{
    public static IEnumerable<AcquisitionMember> Compute(CustomerSource source, AcquisitionMemberQuery query, CancellationToken cancellationToken)
    {
        var (asked, line) = query;
        var unit = asked.Period;
        var question = AcquisitionRules.QuestionOf(source, asked, line.AsOf) with
        {
            Measure = CohortMeasure.Customers,
            Brackets = [new(0, int.MaxValue)],
            FirstPeriod = PeriodCalendar.OrdinalOf(unit, PeriodCalendar.Day(line.Start)),
            LastPeriod = PeriodCalendar.OrdinalOf(unit, PeriodCalendar.Day(line.End) - 1),
            Returns = line.Kind is AcquisitionKind.WinBack ? new(line.ActivityRule!.Value, line.WindowDays ?? 0) : null,
        };
        var rate = (decimal)(asked.Margin ?? 1);
        return CustomerFacts.CohortMembers(source, question, cancellationToken)
            .Where(member => line.Channels?.Contains(member.Group ?? GroupNames.None) != false)
            .Select(member => new AcquisitionMember
            {
                CustomerId = member.CustomerId,
                Kind = line.Kind,
                Channel = member.Group ?? GroupNames.None,
                Cohort = new PeriodCalendar(unit, member.FirstDay, member.FirstDay).Label(0),
                Since = PeriodCalendar.Date(member.FirstDay),
                Orders = member.Orders,
                Value = Money.ToDecimal(member.Value) * rate,
                AsOf = line.AsOf,
                Currency = source.Currency,
            });
    }
}
