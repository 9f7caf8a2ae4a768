using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Summaries;

/// <summary>What the rows of one customer amount to.</summary>
internal readonly record struct CustomerSummary(string CustomerId, string? Group, int FirstActivity, int LastActivity, int ActivityDays, Int128 Sales, Int128 Refunds, Int128? Cost)
{
    /// <summary>Sales after the day of the first activity.</summary>
    public Int128 RepeatSales { get; init; }

    /// <summary>Refunds after it.</summary>
    public Int128 RepeatRefunds { get; init; }
}

/// <summary>The summary fact from columns, a customer at a time.</summary>
internal static class CustomerSummaryScan
{
    public static IEnumerable<CustomerSummary> Scan(RowColumns rows, int asOf, IReadOnlyList<string> groupBy)
    {
        var groups = GroupKeys.Create(rows, groupBy);
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if (Summarise(rows, customer, asOf, groups) is { } summary)
            {
                yield return summary;
            }
        }
    }

    private static CustomerSummary? Summarise(RowColumns rows, int customer, int asOf, GroupKeys groups)
    {
        var days = new CustomerDays(rows, customer, asOf, groups);
        var first = -1;
        var last = -1;
        var count = 0;
        var group = 0;
        Int128 sales = 0;
        Int128 refunds = 0;
        Int128 repeatSales = 0;
        Int128 repeatRefunds = 0;
        while (days.MoveNext())
        {
            sales += days.Sales;
            refunds += days.Refunds;
            if (count > 0)
            {
                repeatSales += days.Sales;
                repeatRefunds += days.Refunds;
            }

            // Who never bought is in the group of the latest row.
            if (days.IsActivity || count == 0)
            {
                group = days.Group;
            }

            if (days.IsActivity)
            {
                first = first < 0 ? days.Day : first;
                last = days.Day;
                count++;
            }
        }

        if (days.Rows == 0)
        {
            return null;
        }

        Int128? cost = null;
        if (rows.Cost is not null)
        {
            cost = 0;
            foreach (var units in rows.Cost.AsSpan(rows.Start[customer], days.Rows))
            {
                cost += units;
            }
        }

        return new(rows.CustomerIds.GetName(customer), groups.Name(group), first, last, count, sales, refunds, cost) { RepeatSales = repeatSales, RepeatRefunds = repeatRefunds };
    }
}
