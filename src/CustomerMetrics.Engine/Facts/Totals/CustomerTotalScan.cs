using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The totals of customers from columns, a customer at a time. Who has no row on the days asked for is left out.</summary>
internal static class CustomerTotalScan
{
    public static IEnumerable<CustomerTotal> Scan(RowColumns rows, TotalQuestion question, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, question.GroupBy);
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Sum(rows, customer, question, groups) is { } sum)
            {
                yield return new(rows.CustomerIds.GetName(customer), groups.Name(sum.Group), sum.LastActivity, sum.Days, sum.SaleRows, sum.Rows, sum.Sales, sum.Refunds, rows.Cost is null ? null : sum.Cost);
            }
        }
    }

    /// <summary>The same with the number of the group, and without a name; null where there is no row on these days.</summary>
    public static CustomerSum? Sum(RowColumns rows, int customer, TotalQuestion question, GroupKeys groups)
    {
        var days = new CustomerDays(rows, customer, question.AsOf, groups);
        var (last, group, before) = (-1, 0, 0);
        var (activities, saleRows) = (0, 0);
        Int128 sales = 0;
        Int128 refunds = 0;
        Int128 cost = 0;
        while (days.MoveNext())
        {
            // Who never bought is in the group of the latest row.
            if (days.IsActivity || last < 0)
            {
                group = days.Group;
            }

            last = days.IsActivity ? days.Day : last;
            if (days.Day < question.From)
            {
                before = days.Rows;
                continue;
            }

            activities += days.IsActivity ? 1 : 0;
            saleRows += days.SaleRows;
            sales += days.Sales;
            refunds += days.Refunds;
            cost += rows.Cost is null ? 0 : days.Cost;
        }

        return days.Rows == before ? null : new(group, last, activities, saleRows, days.Rows - before, sales, refunds, cost);
    }
}

/// <summary>What the rows of a customer come to; cost is 0 without a column of it.</summary>
internal readonly record struct CustomerSum(int Group, int LastActivity, int Days, int SaleRows, int Rows, Int128 Sales, Int128 Refunds, Int128 Cost);
