using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>The customers of each segment together. Their money is held against the rows, which know of no customers.</summary>
internal static class SegmentSummaryMetric
{
    public static IReadOnlyList<SegmentSummary> Compute(CustomerSource source, SegmentPlan plan, ScoredCustomers scored, DateTime asOf, CancellationToken cancellationToken)
    {
        var lines = Lines(scored).ToList();
        var rows = CustomerFacts.RowTotals(source, 0, PeriodCalendar.Day(asOf), cancellationToken);
        var total = scored.Customers.Count + scored.Customers.WithoutPurchase.Count;
        var check = lines.Sum(line => line.Customers) - total;
        var money = Sum(lines.Select(line => line.Money));
        if (check != 0 || money != rows.Sales + rows.Refunds)
        {
            throw Errors.SegmentCheckFailed(check, Money.ToDecimal(money - rows.Sales - rows.Refunds));
        }

        return [.. lines.Select(Record)];

        SegmentSummary Record(Line line)
        {
            var interval = total == 0 ? (Interval?)null : Interval.Wilson(line.Customers, total);
            return new()
            {
                Segment = line.Name,
                Customers = line.Customers,
                CustomerShare = total == 0 ? null : (double)line.Customers / total,
                Revenue = Money.ToDecimal(line.Money),
                RevenueShare = money > 0 ? (double)line.Money / (double)money : null,
                RevenuePerCustomer = line.Customers == 0 ? null : Money.ToDecimal(line.Money) / line.Customers,
                MedianRecencyDays = (double?)Median(line.Places.Select(i => (Int128)scored.Customers.Recency[i]), days => (decimal)days),
                MedianFrequency = (double?)Median(line.Places.Select(i => (Int128)scored.Customers.Frequency[i]), purchases => (decimal)purchases),
                MedianMonetary = Median(line.Places.Select(i => scored.Customers.Money[i]), Money.ToDecimal),
                Purchases = line.Places.Sum(i => (long)scored.Customers.Frequency[i]),
                Low = interval?.Low,
                High = interval?.High,
                Interval = interval is null ? null : "Wilson",
                TotalCustomers = total,
                TotalRevenue = Money.ToDecimal(money),
                Rule = line.Rule,
                Check = check,
                ValueCheck = 0,
                Method = plan.Method,
                Bins = plan.Bins,
                FrequencyOf = plan.FrequencyOf,
                Cuts = scored.Scores.Cuts,
                AsOf = asOf,
                TimeZone = source.TimeZone,
                Currency = source.Currency,
            };
        }
    }

    // A segment may have several rules; it stands where its first one does.
    private static IEnumerable<Line> Lines(ScoredCustomers scored)
    {
        var rules = scored.Rules.Rules;
        var places = Enumerable.Range(0, scored.Customers.Count).ToLookup(i => scored.Rules.NameOf(scored.PlaceOf(i))!, StringComparer.Ordinal);
        foreach (var name in rules.Select(rule => rule.Segment).Distinct(StringComparer.Ordinal))
        {
            yield return Of(name, Enumerable.Range(0, rules.Count).First(i => rules[i].Segment == name) + 1);
        }

        if (scored.Others > 0)
        {
            yield return Of(CustomerSegment.Others, null);
        }

        if (scored.Customers.WithoutPurchase is { Count: > 0 } without)
        {
            yield return new(CustomerSegment.NoPurchase, null, without.Count, Sum(without.Select(one => one.Money)), []);
        }

        Line Of(string name, int? rule)
        {
            int[] of = [.. places[name]];
            return new(name, rule, of.Length, Sum(of.Select(i => scored.Customers.Money[i])), of);
        }
    }

    private static Int128 Sum(IEnumerable<Int128> units) => units.Aggregate((Int128)0, (sum, next) => sum + next);

    private static decimal? Median(IEnumerable<Int128> values, Func<Int128, decimal> toDecimal)
    {
        var sorted = BinCuts.Sort([.. values]);
        return sorted.Length == 0 ? null : (toDecimal(sorted[(sorted.Length - 1) / 2]) + toDecimal(sorted[sorted.Length / 2])) / 2;
    }

    private sealed record Line(string Name, int? Rule, long Customers, Int128 Money, int[] Places);
}
