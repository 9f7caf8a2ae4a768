using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>The customers behind a line of reasons, found as the line was.</summary>
internal static class ReasonMemberMetric
{
    public static IEnumerable<CustomerMember> Compute(CustomerSource source, ReasonTable reasons, ReasonMemberQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.Reasons.Ledger.AsOf ?? source.AsOf;
        var start = PeriodCalendar.Day(query.Start);
        var scope = new ReasonScope(query.Reasons, start);
        var members = new List<CustomerMember>();
        ReasonMetric.Each(source, query.Reasons, scope, ReasonMetric.Given(reasons, query.Reasons.Direction, PeriodCalendar.Day(asOf)), start, start, PeriodCalendar.Day(asOf), Take, cancellationToken);
        return members.OrderBy(member => member.CustomerId, StringComparer.Ordinal);

        void Take(int period, LedgerMember member, GivenReason? reason)
        {
            var line = scope.LineOf(member);
            if (line.Movement == query.Movement && line.Group == query.Group && (query.Kind is ReasonKind.NotRecorded ? reason is null : reason is not null && query.Named.Contains(reason.Reason)))
            {
                members.Add(ToMember(member, reason, query, asOf, source.Currency));
            }
        }
    }

    private static CustomerMember ToMember(LedgerMember member, GivenReason? reason, ReasonMemberQuery query, DateTime asOf, string? currency) => new()
    {
        CustomerId = member.CustomerId,
        Movement = member.Kind switch
        {
            PartKind.Lost => CustomerMovement.Lost,
            PartKind.New => CustomerMovement.New,
            PartKind.Returned => CustomerMovement.Returned,
            _ when member.OpeningGroup != member.ClosingGroup => CustomerMovement.MovedIn,
            _ => CustomerMovement.Kept,
        },
        Period = query.Period,
        Group = query.Group,
        OtherGroup = member.Kind is PartKind.Kept && member.OpeningGroup != member.ClosingGroup ? member.OpeningGroup : null,
        OpeningValue = Money.ToDecimal(member.OpeningValue),
        ClosingValue = Money.ToDecimal(member.ClosingValue),
        Change = Money.ToDecimal(member.ClosingValue - member.OpeningValue),
        FxEffect = Money.ToDecimal(member.FxEffect),
        Reason = reason?.Reason,
        ReasonDate = reason is null ? null : PeriodCalendar.Date(reason.Day),
        ReasonSource = reason?.Source,
        AsOf = asOf,
        Currency = currency,
    };
}
