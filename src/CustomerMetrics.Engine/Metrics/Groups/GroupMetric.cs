using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Totals;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>Revenue, cost and profit of groups of customers. The groups are held against the rows, which know of no customers.</summary>
internal static class GroupMetric
{
    private static readonly string[] Ends = [GroupTier.Below, CustomerSegment.Others, CustomerSegment.NoPurchase];

    public static CustomerGroups Compute(CustomerSource source, GroupQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        GroupRules.Validate(source, query, asOf);
        var spans = GroupSpan.Of(source, query, PeriodCalendar.Day(asOf), cancellationToken);
        return new(
            [.. spans.SelectMany(span => Lines(source, query, span, asOf, cancellationToken))],
            [.. Warnings(source, spans, asOf)]);
    }

    /// <summary>Fails where the parts of a time are not its rows.</summary>
    public static void Check(CustomerSource source, GroupSpan span, long rows, Int128 net, Int128? cost, CancellationToken cancellationToken)
    {
        var all = CustomerFacts.RowTotals(source, span.From, span.Seen, cancellationToken);
        if (rows != all.Rows || net != all.Sales + all.Refunds || (cost is { } known && known != all.Cost))
        {
            throw Errors.GroupCheckFailed(rows - all.Rows, Money.ToDecimal(net - all.Sales - all.Refunds));
        }
    }

    private static IEnumerable<CustomerGroup> Lines(CustomerSource source, GroupQuery query, GroupSpan span, DateTime asOf, CancellationToken cancellationToken)
    {
        var totals = Totals(source, query, span, cancellationToken);
        var hasCost = source.Columns.ContainsKey("Cost");
        var all = totals.Aggregate(new GroupTotal(null, 0, 0, 0, 0, 0, 0, hasCost ? 0 : null), (sum, next) => sum.Plus(next));
        Check(source, span, all.Rows, all.Net, all.Cost, cancellationToken);
        if (query.By is not null || query.GroupBy.Count > 0)
        {
            foreach (var total in totals)
            {
                yield return Line(total, total.Group!, isTotal: false);
            }
        }

        yield return Line(all, CustomerGroup.All, isTotal: true);

        CustomerGroup Line(GroupTotal total, string group, bool isTotal)
        {
            var profit = total.Net - total.Cost;
            var allProfit = all.Net - all.Cost;
            var interval = all.Customers == 0 ? (Interval?)null : Interval.Wilson(total.Customers, all.Customers);
            return new()
            {
                Period = span.Label,
                Group = group,
                Customers = total.Customers,
                Orders = total.Days,
                Revenue = Money.ToDecimal(total.Net),
                Cost = Decimal(total.Cost),
                Profit = Decimal(profit),
                Margin = profit is { } gained && total.Net > 0 ? (double)gained / (double)total.Net : null,
                RevenuePerCustomer = total.Customers == 0 ? null : Money.ToDecimal(total.Net) / total.Customers,
                ProfitPerCustomer = total.Customers == 0 ? null : Decimal(profit) / total.Customers,
                CustomerShare = all.Customers == 0 ? null : (double)total.Customers / all.Customers,
                RevenueShare = all.Net > 0 ? (double)total.Net / (double)all.Net : null,
                ProfitShare = profit is { } part && allProfit is { } whole && whole > 0 ? (double)part / (double)whole : null,
                Low = interval?.Low,
                High = interval?.High,
                Interval = interval is null ? null : "Wilson",
                Buyers = total.Buyers,
                Sales = Money.ToDecimal(total.Sales),
                Refunds = Money.ToDecimal(total.Refunds),
                Rows = total.Rows,
                TotalCustomers = all.Customers,
                TotalRevenue = Money.ToDecimal(all.Net),
                TotalProfit = Decimal(allProfit),
                IsTotal = isTotal,
                Check = 0,
                ValueCheck = 0,
                IsComplete = span.IsComplete,
                Start = span.From == 0 ? null : PeriodCalendar.Date(span.From),
                End = PeriodCalendar.Date(span.End),
                Unit = query.Period,
                GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
                By = query.By,
                Basis = query.By is CustomerGrouping.Decile or CustomerGrouping.Tier ? GroupRules.BasisOf(source, query) : null,
                AsOf = asOf,
                TimeZone = source.TimeZone,
                Currency = source.Currency,
                Query = query with { AsOf = asOf },
                Source = source,
            };
        }
    }

    private static IReadOnlyList<GroupTotal> Totals(CustomerSource source, GroupQuery query, GroupSpan span, CancellationToken cancellationToken)
    {
        if (query.By is null)
        {
            return CustomerFacts.GroupTotals(source, new(span.From, span.Seen, query.GroupBy), cancellationToken);
        }

        var division = CustomerDivision.Of(source, query, span, cancellationToken);
        var known = GroupTotal.Sum(division.Customers, division.GroupOf).ToDictionary(total => total.Group!, StringComparer.Ordinal);
        var none = new GroupTotal(null, 0, 0, 0, 0, 0, 0, source.Columns.ContainsKey("Cost") ? 0 : null);

        // Tenths, tiers and segments of nobody are shown, so that times can be compared; those whom no rule fits only where there are some.
        return [.. division.Names!.Where(name => known.ContainsKey(name) || !Ends.Contains(name, StringComparer.Ordinal)).Select(name => known.GetValueOrDefault(name) ?? none with { Group = name })];
    }

    private static IEnumerable<string> Warnings(CustomerSource source, IReadOnlyList<GroupSpan> spans, DateTime asOf)
    {
        if (spans.Count == 0)
        {
            yield return TextCulture.Write($"{source.Name} has no rows in the time asked for, before the as-of date {asOf:yyyy-MM-dd}.");
        }

        foreach (var open in spans.Where(span => !span.IsComplete))
        {
            yield return TextCulture.Write($"The period {open.Label} is open: its figures are those so far. It closes with the as-of date {PeriodCalendar.Date(open.End):yyyy-MM-dd}.");
        }
    }

    private static decimal? Decimal(Int128? units) => units is { } known ? Money.ToDecimal(known) : null;
}
