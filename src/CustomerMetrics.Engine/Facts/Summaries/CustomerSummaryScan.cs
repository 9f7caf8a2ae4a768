using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Summaries;

/// <summary>What the rows of one customer amount to.</summary>
internal readonly record struct CustomerSummary(string CustomerId, int FirstActivity, int LastActivity, int ActivityDays, Int128 Sales, Int128 Refunds, Int128? Cost);

/// <summary>The summary fact from columns, a customer at a time.</summary>
internal static class CustomerSummaryScan
{
    public static IEnumerable<CustomerSummary> Scan(RowColumns rows, int asOf)
    {
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if (Summarise(rows, customer, asOf) is { } summary)
            {
                yield return summary;
            }
        }
    }

    private static CustomerSummary? Summarise(RowColumns rows, int customer, int asOf)
    {
        var days = new CustomerDays(rows.DaysOf(customer), rows.AmountsOf(customer), asOf);
        var first = -1;
        var last = -1;
        var count = 0;
        Int128 sales = 0;
        Int128 refunds = 0;
        while (days.MoveNext())
        {
            sales += days.Sales;
            refunds += days.Refunds;
            if (days.IsActivity)
            {
                first = first < 0 ? days.Day : first;
                last = days.Day;
                count++;
            }
        }

        if (days.EndRow == 0)
        {
            return null;
        }

        Int128? cost = null;
        if (rows.Cost is not null)
        {
            cost = 0;
            foreach (var units in rows.Cost.AsSpan(rows.Start[customer], days.EndRow))
            {
                cost += units;
            }
        }

        return new(rows.CustomerIds.GetName(customer), first, last, count, sales, refunds, cost);
    }
}
