using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Summaries;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>What history says about each customer and what a model expects, streamed.</summary>
internal static class ValueMetric
{
    public static IEnumerable<CustomerValue> Compute(CustomerSource source, ValueQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        var residual = query.Forecast is { } forecast ? new ResidualMetric(source, forecast, asOf, PeriodCalendar.Day(asOf)) : null;
        return Stream(source, query, asOf, residual, cancellationToken);
    }

    private static IEnumerable<CustomerValue> Stream(CustomerSource source, ValueQuery query, DateTime asOf, ResidualMetric? residual, CancellationToken cancellationToken)
    {
        foreach (var summary in CustomerFacts.Summaries(source, PeriodCalendar.Day(asOf), query.GroupBy, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var value = ToValue(summary, source, asOf);
            yield return residual is not null ? residual.Complete(value, summary) : value.Group is null ? value : new GroupedCustomerValue(value);
        }
    }

    private static CustomerValue ToValue(CustomerSummary summary, CustomerSource source, DateTime asOf)
    {
        var net = Money.ToDecimal(summary.Sales + summary.Refunds);
        decimal? cost = summary.Cost is { } units ? Money.ToDecimal(units) : null;
        var days = summary.ActivityDays;
        return new CustomerValue
        {
            CustomerId = summary.CustomerId,
            Group = summary.Group,
            FirstActivity = days == 0 ? null : PeriodCalendar.Date(summary.FirstActivity),
            LastActivity = days == 0 ? null : PeriodCalendar.Date(summary.LastActivity),
            PurchaseDays = days,
            Net = net,
            Margin = net - cost,
            Gross = Money.ToDecimal(summary.Sales),
            Refunds = Money.ToDecimal(summary.Refunds),
            Cost = cost,
            AverageValue = days == 0 ? null : net / days,
            MeanSpacingDays = days < 2 ? null : (double)(summary.LastActivity - summary.FirstActivity) / (days - 1),
            AsOf = asOf,
            Currency = source.Currency,
        };
    }
}
