using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Totals;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Metrics.Survival;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>How long referred customers stay and what they brought, beside all others.</summary>
internal static class ReferralComparisonMetric
{
    private const double Year = 365;

    public static IReadOnlyList<ReferralComparison> Compute(CustomerSource source, ReferralSources sources, DurationQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        LedgerMetric.CheckAsOf(asOf);
        var day = PeriodCalendar.Day(asOf);
        var referred = ReferredCustomers.Of(source, sources, day, cancellationToken);
        var firstDays = CustomerOrigins.Of(source, day, null, cancellationToken).ToDictionary(origin => origin.CustomerId, origin => origin.FirstDay, StringComparer.Ordinal);

        // A referral of somebody who was a customer already has not brought anybody.
        string SideOf(string customer) => firstDays.TryGetValue(customer, out var first) && referred.Has(customer, first + 1) ? ReferralComparison.Referred : ReferralComparison.Others;
        var durations = SourceDurations.Ask(source, null, query, cancellationToken, SideOf);
        var survivals = SurvivalMetric.Compute(durations, new SurvivalQuery { AgeUnit = AgeUnit.Day }).ToList();
        var test = survivals.Count < 2 ? null : SurvivalTestMetric.Compute(durations, new SurvivalTestQuery { Tests = [SurvivalTestKind.LogRank] }, cancellationToken)[0];
        var money = source.Contract is null ? CustomerFacts.CustomerTotals(source, new(0, day, []), cancellationToken).Where(total => firstDays.ContainsKey(total.CustomerId)).ToLookup(total => SideOf(total.CustomerId), StringComparer.Ordinal) : null;
        return [.. survivals.OrderByDescending(survival => survival.Group, StringComparer.Ordinal).Select(survival => AddMoney(ToRecord(survival, test, referred.Name, source, asOf), money?[survival.Group!]))];
    }

    private static ReferralComparison ToRecord(CustomerSurvival survival, SurvivalTest? test, string from, CustomerSource source, DateTime asOf)
    {
        var isLong = survival.Curve.Length > 0 && survival.Curve[^1].Age >= Year;
        var point = survival.Curve.LastOrDefault(point => point.Age <= Year);
        return new()
        {
            Group = survival.Group!,
            Customers = survival.Customers,
            Lost = survival.Lost,
            Retention = isLong ? point?.Survival ?? 1 : null,
            RetentionLow = isLong ? point?.Low : null,
            RetentionHigh = isLong ? point?.High : null,
            MedianDays = survival.Median,
            ChiSquare = test?.ChiSquare,
            PValue = test?.PValue,
            Interval = Errors.Invariant($"{survival.IntervalKind}, Normal"),
            Note = !isLong ? "nobody was followed for 365 days" : test is null ? "there is nobody to compare with" : test.Reason,
            Rule = survival.Rule,
            ActivityRule = survival.ActivityRule,
            WindowDays = survival.WindowDays,
            AsOf = asOf,
            ReferralsFrom = from,
            TimeZone = source.TimeZone,
            Currency = source.Currency,
        };
    }

    private static ReferralComparison AddMoney(ReferralComparison line, IEnumerable<CustomerTotal>? totals)
    {
        if (totals is null)
        {
            return line;
        }

        // Exact sums, so that the order in which customers come changes nothing.
        var sum = new ReasonSum();
        foreach (var total in totals)
        {
            sum.Add(total.Net);
        }

        var count = sum.Customers;
        var revenue = Money.ToDecimal(sum.Value);
        double? mean = count == 0 ? null : (double)revenue / count;
        var error = count < 2 ? null : Math.Sqrt(Math.Max(0, sum.Squares - (count * (mean * mean)!.Value)) / (count - 1) / count) as double?;
        return line with
        {
            Revenue = revenue,
            RevenuePerCustomer = mean,
            RevenuePerCustomerLow = mean - (Interval.Z * error),
            RevenuePerCustomerHigh = mean + (Interval.Z * error),
        };
    }
}
