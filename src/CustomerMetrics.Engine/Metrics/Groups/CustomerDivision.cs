using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Totals;
using CustomerMetrics.Engine.Metrics.Segments;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>The customers of a time, each with the group that it is in.</summary>
internal sealed class CustomerDivision
{
    private const int Tenths = 10;

    private readonly Func<CustomerTotal, string?> groupOf;

    private CustomerDivision(IReadOnlyList<CustomerTotal> customers, IReadOnlyList<string>? names, Func<CustomerTotal, string?> groupOf)
    {
        Customers = customers;
        Names = names;
        this.groupOf = groupOf;
    }

    public IReadOnlyList<CustomerTotal> Customers { get; }

    /// <summary>The names of the groups in their order, also those of nobody; null where they are ordered by name.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Null where nobody asked for groups.</summary>
    public string? GroupOf(CustomerTotal customer) => groupOf(customer);

    public static CustomerDivision Of(CustomerSource source, GroupQuery query, GroupSpan span, CancellationToken cancellationToken)
    {
        List<CustomerTotal> customers = [.. CustomerFacts.CustomerTotals(source, new(span.From, span.Seen, query.GroupBy), cancellationToken)];
        var basis = GroupRules.BasisOf(source, query);
        return query.By switch
        {
            CustomerGrouping.Segment => OfSegments(source, query, span, customers, cancellationToken),
            CustomerGrouping.Decile => OfTenths(customers, basis),
            CustomerGrouping.Tier => OfTiers(customers, basis, new(query.Tiers)),
            _ => new(customers, null, customer => customer.Group),
        };
    }

    /// <summary>The money of a customer in units.</summary>
    public static Int128 MoneyOf(CustomerTotal customer, GroupBasis basis) => basis is GroupBasis.Profit ? customer.Net - (customer.Cost ?? 0) : customer.Net;

    // Who is better decides, so that equal customers are in one tenth.
    private static CustomerDivision OfTenths(List<CustomerTotal> customers, GroupBasis basis)
    {
        var sorted = BinCuts.Sort([.. customers.Select(customer => -MoneyOf(customer, basis))]);
        var cuts = sorted.Length == 0 ? [] : BinCuts.OfRank(sorted, Tenths, 1);
        return new(customers, [.. Enumerable.Range(1, Tenths).Select(Name)], customer => Name(BinCuts.Below(cuts, -MoneyOf(customer, basis)) + 1));

        static string Name(int tenth) => Errors.Invariant($"{tenth}");
    }

    private static CustomerDivision OfTiers(List<CustomerTotal> customers, GroupBasis basis, TierScale tiers) => new(customers, tiers.Names, customer => tiers.Of(MoneyOf(customer, basis)));

    private static CustomerDivision OfSegments(CustomerSource source, GroupQuery query, GroupSpan span, List<CustomerTotal> customers, CancellationToken cancellationToken)
    {
        var segments = query.Segments with { AsOf = PeriodCalendar.Date(span.Seen), WithSummary = false };
        var plan = SegmentPlan.Of(segments);
        var rules = SegmentRules.Of(segments.Rules, plan.Bins);
        if (rules.Rules.Count == 0)
        {
            throw new CustomerMetricsException("SegmentRuleMissing", FailureKind.InvalidArgument, Errors.Invariant($"The built-in segments are made of {SegmentRules.BuiltInBins} scores, so of {plan.Bins} there are none."), "Name the segments with -Rule, or give cuts of five scores.");
        }

        var names = SegmentMetric.Compute(source, segments, cancellationToken).Customers.ToDictionary(customer => customer.CustomerId, customer => customer.Segment!, StringComparer.Ordinal);
        return new(customers, [.. rules.Rules.Select(rule => rule.Segment).Distinct(StringComparer.Ordinal), CustomerSegment.Others, CustomerSegment.NoPurchase], customer => names[customer.CustomerId]);
    }
}
