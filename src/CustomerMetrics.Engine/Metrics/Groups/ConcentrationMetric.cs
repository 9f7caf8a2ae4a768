using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>How profit or revenue is spread over the customers of each group.</summary>
internal static class ConcentrationMetric
{
    public static IReadOnlyList<CustomerConcentration> Compute(CustomerSource source, GroupQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        GroupRules.Validate(source, query, asOf);
        if (query.By is { } by)
        {
            throw new CustomerMetricsException("ConcentrationOfGrouping", FailureKind.InvalidArgument, $"-Concentration orders customers by their money itself, and has no use for -By {by}.", "Leave out -By; -GroupBy gives a curve for each group of a column.");
        }

        return [.. GroupSpan.Of(source, query, PeriodCalendar.Day(asOf), cancellationToken).SelectMany(span => Records(source, query, span, asOf, cancellationToken))];
    }

    private static IEnumerable<CustomerConcentration> Records(CustomerSource source, GroupQuery query, GroupSpan span, DateTime asOf, CancellationToken cancellationToken)
    {
        var basis = GroupRules.BasisOf(source, query);
        var byGroup = new Dictionary<string, List<Int128>>(StringComparer.Ordinal);
        var (rows, net, cost) = (0L, (Int128)0, (Int128)0);
        foreach (var customer in CustomerFacts.CustomerTotals(source, new(span.From, span.Seen, query.GroupBy), cancellationToken))
        {
            rows += customer.Rows;
            net += customer.Net;
            cost += customer.Cost ?? 0;
            ref var money = ref CollectionsMarshal.GetValueRefOrAddDefault(byGroup, customer.Group ?? "", out _);
            (money ??= []).Add(CustomerDivision.MoneyOf(customer, basis));
        }

        GroupMetric.Check(source, span, rows, net, source.Columns.ContainsKey("Cost") ? cost : null, cancellationToken);
        foreach (var group in GroupNames.Of(byGroup.Keys, query.GroupBy.Count > 0).Names)
        {
            yield return Record(group, new(CollectionsMarshal.AsSpan(byGroup.GetValueOrDefault(group ?? ""))));
        }

        CustomerConcentration Record(string? group, ConcentrationCurve curve)
        {
            var total = Money.ToDecimal(curve.Total);
            var peak = Money.ToDecimal(curve.Peak);
            var interval = curve.Customers == 0 ? (Interval?)null : Interval.Wilson(curve.Unprofitable, curve.Customers);
            return new()
            {
                Period = span.Label,
                Group = group,
                Basis = basis,
                Customers = curve.Customers,
                Total = total,
                Peak = total > 0 ? (double)curve.Peak / (double)curve.Total : null,
                PeakShare = curve.Customers == 0 ? null : (double)curve.Profitable / curve.Customers,
                PeakAmount = peak,
                Destroyed = peak - total,
                DestroyedShare = total > 0 ? (double)(curve.Peak - curve.Total) / (double)curve.Total : null,
                Unprofitable = curve.Unprofitable,
                UnprofitableShare = curve.Customers == 0 ? null : (double)curve.Unprofitable / curve.Customers,
                Low = interval?.Low,
                High = interval?.High,
                Interval = interval is null ? null : "Wilson",
                Gini = curve.Gini,
                ParetoShare = curve.ParetoShare,
                Curve = [.. curve.Points],
                Note = total > 0 ? null : curve.Customers == 0 ? "there is nobody" : "the total is not above zero, so nothing is a share of it: look at the amounts",
                ValueCheck = 0,
                IsComplete = span.IsComplete,
                Start = span.From == 0 ? null : PeriodCalendar.Date(span.From),
                End = PeriodCalendar.Date(span.End),
                Unit = query.Period,
                GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
                AsOf = asOf,
                TimeZone = source.TimeZone,
                Currency = source.Currency,
            };
        }
    }
}
