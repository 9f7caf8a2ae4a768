using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>The customers behind a referral rate: those who recommended in the period, and the new ones who came by a recommendation.</summary>
internal static class ReferralMemberMetric
{
    public static IEnumerable<ReferralMember> Compute(CustomerSource source, ReferralMemberQuery query, CancellationToken cancellationToken)
    {
        var (rates, line) = query;
        var (asOf, start, end) = (PeriodCalendar.Day(line.AsOf), PeriodCalendar.Day(line.Start), PeriodCalendar.Day(line.End));
        var referred = ReferredCustomers.Of(source, rates.Sources, asOf, cancellationToken);
        var firstDays = ReferralMetric.FirstDays(source, referred, asOf, cancellationToken);
        var given = referred.Given.Where(referral => referral.Day >= start && referral.Day < end).ToLookup(referral => referral.Referrer, StringComparer.Ordinal);
        var by = referred.Given.Where(referral => referral.Referred is not null).ToLookup(referral => referral.Referred!, StringComparer.Ordinal);
        foreach (var member in CustomerFacts.Members(source, LedgerMetric.QuestionOf(source, rates.Ledger, line.AsOf), start, cancellationToken))
        {
            var isNew = member.Kind is PartKind.New;
            if ((isNew ? member.ClosingGroup : member.OpeningGroup) != line.Group)
            {
                continue;
            }

            var mine = given[member.CustomerId].ToList();
            if (isNew && referred.Has(member.CustomerId, end))
            {
                yield return Member(member, ReferralRole.Referred, member.ClosingValue) with { ReferredBy = by[member.CustomerId].MinBy(referral => referral.Day)?.Referrer };
            }
            else if (member.Kind is PartKind.Kept or PartKind.Lost && mine.Count > 0)
            {
                yield return Member(member, ReferralRole.Referrer, member.OpeningValue) with { Referrals = mine.Count, Converted = mine.Count(referral => ReferralSum.HasConverted(referral, firstDays)) };
            }
        }

        ReferralMember Member(LedgerMember member, ReferralRole role, Int128 value) => new()
        {
            CustomerId = member.CustomerId,
            Role = role,
            Value = Money.ToDecimal(value),
            Period = line.Period,
            Group = line.Group,
            AsOf = line.AsOf,
            Currency = source.Currency,
        };
    }
}
