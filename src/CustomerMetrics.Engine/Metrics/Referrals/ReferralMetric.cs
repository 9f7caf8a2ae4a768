using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Sources.Referrals;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>Referrals beside the customers of a ledger, who are looked at one by one and must add up to it.</summary>
internal static class ReferralMetric
{
    public static ReferralRates Compute(CustomerSource source, ReferralRateQuery query, CancellationToken cancellationToken)
    {
        var ledger = LedgerMetric.Compute(source, query.Ledger, cancellationToken);
        if (ledger.Entries.Count == 0)
        {
            return new([], ledger.Warnings);
        }

        var asOf = PeriodCalendar.Day(ledger.Entries[0].AsOf);
        var asked = query with { Ledger = query.Ledger with { AsOf = ledger.Entries[0].AsOf } };
        var referred = ReferredCustomers.Of(source, query.Sources, asOf, cancellationToken);
        var periods = ledger.Entries.DistinctBy(entry => entry.Start).ToDictionary(entry => PeriodCalendar.Day(entry.Start), entry => PeriodCalendar.Day(entry.End));
        var shown = referred.Given
            .Select(referral => (Start: periods.Keys.Where(start => start <= referral.Day).DefaultIfEmpty(-1).Max(), Referral: referral))
            .Where(dated => dated.Start >= 0 && dated.Referral.Day < periods[dated.Start])
            .ToLookup(dated => (dated.Start, dated.Referral.Referrer), dated => dated.Referral);
        var firstDays = FirstDays(source, referred, asOf, cancellationToken);
        var book = new Dictionary<(int Start, string Group), ReferralSum>();
        CustomerFacts.Movements(
            source,
            LedgerMetric.QuestionOf(source, query.Ledger, ledger.Entries[0].AsOf),
            new(periods.Keys.Min(), periods.Keys.Max(), [PartKind.New, PartKind.Kept, PartKind.Lost]),
            (int start, in LedgerMember member) =>
            {
                var isNew = member.Kind is PartKind.New;
                var key = (start, (isNew ? member.ClosingGroup : member.OpeningGroup) ?? "");
                if (!book.TryGetValue(key, out var sum))
                {
                    book.Add(key, sum = new());
                }

                if (isNew)
                {
                    sum.AddNew(member.ClosingValue, referred.Has(member.CustomerId, periods[start]));
                }
                else
                {
                    sum.AddOpening([.. shown[(start, member.CustomerId)]], firstDays);
                }
            },
            cancellationToken);
        var reasons = query.Reasons is { } given ? ReasonMetric.Compute(source, given, new() { Ledger = query.Ledger, Direction = ReasonDirection.NoRefer, Top = query.Top, IncludeOpen = query.IncludeOpen }, cancellationToken) : null;
        var whyNot = reasons?.Reasons.ToLookup(line => (line.Start, line.Group ?? ""));
        var ofPeriod = shown.GroupBy(group => group.Key.Start).ToDictionary(group => group.Key, group => group.Sum(of => of.LongCount()));
        var inside = book.GroupBy(pair => pair.Key.Start).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value.Referrals));
        var rates = ledger.Entries.Select(entry =>
        {
            var start = PeriodCalendar.Day(entry.Start);
            var all = ofPeriod.GetValueOrDefault(start);
            var line = Line(entry, book.GetValueOrDefault((start, entry.Group ?? "")) ?? new(), referred.Name, query);
            return line with { Query = asked, Source = source, PeriodReferrals = all, Outside = all - inside.GetValueOrDefault(start), WhyNot = [.. whyNot?[(entry.Start, entry.Group ?? "")] ?? []] };
        }).ToList();
        var warnings = Warnings(source, referred, [.. shown.SelectMany(group => group)], asOf, cancellationToken);
        return new(rates, [.. ledger.Warnings.Concat(warnings).Concat(reasons?.Warnings ?? []).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>When those who were referred came.</summary>
    public static Dictionary<string, int> FirstDays(CustomerSource source, ReferredCustomers referred, int asOf, CancellationToken cancellationToken)
    {
        var wanted = referred.Customers.ToHashSet(StringComparer.Ordinal);
        return wanted.Count == 0 ? [] : CustomerOrigins.Of(source, asOf, null, cancellationToken).Where(origin => wanted.Contains(origin.CustomerId)).ToDictionary(origin => origin.CustomerId, origin => origin.FirstDay, StringComparer.Ordinal);
    }

    private static ReferralRate Line(CustomerLedgerEntry entry, ReferralSum sum, string from, ReferralRateQuery query)
    {
        var value = Money.ToDecimal(sum.NewValue);
        var line = new ReferralRate
        {
            Period = entry.Period,
            Group = entry.Group,
            Opening = entry.Opening,
            Referrers = sum.Referrers,
            Referrals = sum.Referrals,
            Converted = sum.Converted,
            New = entry.New,
            ReferredNew = sum.ReferredNew,
            NewValue = entry.NewValue,
            ReferredNewValue = Money.ToDecimal(sum.ReferredNewValue),
            Outside = 0,
            PeriodReferrals = 0,
            Check = sum.Opening - entry.Opening + sum.New - entry.New,
            ValueCheck = value - entry.NewValue,
            IsComplete = entry.IsComplete,
            Start = entry.Start,
            End = entry.End,
            Unit = entry.Unit,
            ActivityRule = entry.ActivityRule,
            WindowDays = entry.WindowDays,
            AsOf = entry.AsOf,
            GroupBy = entry.GroupBy,
            ReferralsFrom = from,
            TimeZone = entry.TimeZone,
            Currency = entry.Currency,
        };
        if (sum.Opening != entry.Opening || sum.New != entry.New || line.ValueCheck != 0)
        {
            throw Errors.ReferralCheckFailed(entry.Period, line.Check, line.ValueCheck);
        }

        if (!entry.IsComplete && !query.IncludeOpen)
        {
            return line with { Note = TextCulture.Write($"the period is open until {entry.End:yyyy-MM-dd}") };
        }

        // A column names only those who came, so of it nothing is known of the others.
        var (rate, conversion, share) = (Share(line.Referrers, line.Opening), Share(line.Converted, query.Sources.Referrals is null ? 0 : line.Referrals), Share(line.ReferredNew, line.New));
        return line with
        {
            Rate = rate.Share,
            Low = rate.Interval?.Low,
            High = rate.Interval?.High,
            ReferralsPerCustomer = line.Opening == 0 ? null : (double)line.Referrals / line.Opening,
            Conversion = conversion.Share,
            ConversionLow = conversion.Interval?.Low,
            ConversionHigh = conversion.Interval?.High,
            ReferredShare = share.Share,
            ReferredShareLow = share.Interval?.Low,
            ReferredShareHigh = share.Interval?.High,
            Interval = (rate.Interval ?? conversion.Interval ?? share.Interval) is null ? null : "Wilson",
            Note = line.Opening == 0 ? "nobody was a customer at the opening" : line.New == 0 ? "nobody was new" : null,
        };
    }

    private static (double? Share, Interval? Interval) Share(long part, long whole) => whole == 0 ? (null, null) : ((double)part / whole, Interval.Wilson(part, whole));

    private static IEnumerable<string> Warnings(CustomerSource source, ReferredCustomers referred, IReadOnlyList<GivenReferral> shown, int asOf, CancellationToken cancellationToken)
    {
        if (shown.Count == 0)
        {
            yield return $"{referred.Name} holds no referral dated in the periods shown.";
            yield break;
        }

        var referrers = shown.Select(referral => referral.Referrer).ToHashSet(StringComparer.Ordinal);
        var known = CustomerFacts.Ids(source, asOf, cancellationToken).Where(referrers.Contains).ToHashSet(StringComparer.Ordinal);
        var unknown = shown.Count(referral => !known.Contains(referral.Referrer));
        if (unknown > 0)
        {
            yield return TextCulture.Write($"{unknown:#,0} of {shown.Count:#,0} referrals dated in the periods shown are by people that {source.Name} does not have. They are in Outside.");
        }
    }
}
