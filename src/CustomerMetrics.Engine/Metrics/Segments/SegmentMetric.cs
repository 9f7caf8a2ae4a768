using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>Recency, frequency and money of customers as scores, and their segments.</summary>
internal static class SegmentMetric
{
    // Beyond this share of customers whom no rule fits, the rules fit the business badly.
    private const double ManyOthers = 0.1;

    public static CustomerSegments Compute(CustomerSource source, SegmentQuery query, CancellationToken cancellationToken)
    {
        var plan = SegmentPlan.Of(query);
        var rules = SegmentRules.Of(query.Rules, plan.Bins);
        if (query.WithSummary && rules.Rules.Count == 0)
        {
            throw new CustomerMetricsException("SegmentRuleMissing", FailureKind.InvalidArgument, Errors.Invariant($"The built-in segments are made of {SegmentRules.BuiltInBins} scores, so of {plan.Bins} there are none to sum up."), "Name the segments with -Rule, or leave out -Summary.");
        }

        var asOf = query.AsOf ?? source.AsOf;
        LedgerMetric.CheckAsOf(asOf);
        var customers = SegmentCustomers.Ask(source, PeriodCalendar.Day(asOf), plan.FrequencyOf, cancellationToken);
        var scores = SegmentScores.Of(customers, plan);
        var scored = new ScoredCustomers(customers, scores, rules);
        return new(
            Records(source, plan, scored, asOf),
            query.WithSummary ? SegmentSummaryMetric.Compute(source, plan, scored, asOf, cancellationToken) : [],
            [.. Warnings(scored)],
            [.. Notes(plan, scored)]);
    }

    private static IEnumerable<CustomerSegment> Records(CustomerSource source, SegmentPlan plan, ScoredCustomers scored, DateTime asOf)
    {
        var common = new CustomerSegment
        {
            CustomerId = "",
            Frequency = 0,
            Monetary = 0,
            Method = plan.Method,
            Bins = plan.Bins,
            FrequencyOf = plan.FrequencyOf,
            Cuts = scored.Scores.Cuts,
            AsOf = asOf,
            TimeZone = source.TimeZone,
            Currency = source.Currency,
        };
        for (var i = 0; i < scored.Customers.Count; i++)
        {
            yield return Record(common, scored, i);
        }

        foreach (var (id, money) in scored.Customers.WithoutPurchase)
        {
            yield return common with { CustomerId = id, Monetary = Money.ToDecimal(money), Segment = scored.Rules.Rules.Count == 0 ? null : CustomerSegment.NoPurchase };
        }
    }

    [MethodImpl(Hot.Path)]
    private static CustomerSegment Record(CustomerSegment common, ScoredCustomers scored, int customer)
    {
        var (customers, scores, rules) = (scored.Customers, scored.Scores, scored.Rules);
        var place = scored.PlaceOf(customer);
        return common with
        {
            CustomerId = customers.Ids[customer],
            Frequency = customers.Frequency[customer],
            Monetary = Money.ToDecimal(customers.Money[customer]),
            RecencyDays = customers.Recency[customer],
            R = scores.R[customer],
            F = scores.F[customer],
            M = scores.M[customer],
            Score = rules.Texts[place],
            Segment = rules.NameOf(place),
            LastActivity = common.AsOf.AddDays(-customers.Recency[customer]),
        };
    }

    private static IEnumerable<string> Warnings(ScoredCustomers scored)
    {
        foreach (var rule in scored.Rules.Unreachable)
        {
            yield return Errors.Invariant($"Rule {rule + 1}, '{scored.Rules.Rules[rule].Segment}', can never match: the rules before it take all of its scores. Move it up.");
        }

        if (scored.Others > scored.Customers.Count * ManyOthers)
        {
            yield return OthersText(scored) + " Add rules for their scores.";
        }
    }

    private static IEnumerable<string> Notes(SegmentPlan plan, ScoredCustomers scored)
    {
        if (scored.Rules.Rules.Count == 0)
        {
            yield return Errors.Invariant($"No segments are named: the built-in ones are made of {SegmentRules.BuiltInBins} scores, not of {plan.Bins}. Name segments with -Rule.");
        }
        else
        {
            yield return OthersText(scored);
        }

        if (scored.Customers.WithoutPurchase.Count > 0)
        {
            yield return Errors.Invariant($"{scored.Customers.WithoutPurchase.Count} customers have refunds or cancelled sales alone: they have no scores.");
        }

        foreach (var (name, scores) in new[] { ("recency", scored.Scores.R), ("frequency", scored.Scores.F), ("money", scored.Scores.M) })
        {
            var empty = Enumerable.Range(1, plan.Bins).Where(score => Array.IndexOf(scores, (byte)score) < 0).ToList();
            if (scored.Customers.Count > 0 && empty.Count > 0)
            {
                yield return Errors.Invariant($"Nobody has the score{(empty.Count > 1 ? "s" : "")} {string.Join(", ", empty)} of {name}{(plan.Method is SegmentMethod.Fixed ? "" : ": many customers have equal values, which are kept together")}.");
            }
        }
    }

    private static string OthersText(ScoredCustomers scored) =>
        Errors.Invariant($"{scored.Others} of {scored.Customers.Count} customers{(scored.Customers.Count == 0 ? "" : Errors.Invariant($" ({(double)scored.Others / scored.Customers.Count:0.0%})"))} fit no rule and are '{CustomerSegment.Others}'.");
}
