using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The totals of customers from columns, in the order of the customers. Who has no row on the days asked for is left out.</summary>
internal static class CustomerTotalScan
{
    private const int OftenEnough = 0xFFF;

    public static IEnumerable<CustomerTotal> Scan(RowColumns rows, TotalQuestion question, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, question.GroupBy);
        foreach (var totals in CustomerRanges.Scan(rows, 0, range => Sum(rows, range, question, groups, cancellationToken), cancellationToken))
        {
            for (var i = 0; i < totals.Count; i++)
            {
                yield return totals[i];
            }
        }
    }

    /// <summary>The same with the number of the group, and without a name; null where there is no row on these days.</summary>
    [MethodImpl(Hot.Path)]
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

    [MethodImpl(Hot.Path)]
    private static List<CustomerTotal> Sum(RowColumns rows, CustomerRange range, TotalQuestion question, GroupKeys groups, CancellationToken cancellationToken)
    {
        var totals = new List<CustomerTotal>(range.To - range.From);
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (Sum(rows, customer, question, groups) is { } sum)
            {
                totals.Add(new(rows.CustomerIds.GetName(customer), groups.Name(sum.Group), sum.LastActivity, sum.Days, sum.SaleRows, sum.Rows, sum.Sales, sum.Refunds, rows.Cost is null ? null : sum.Cost));
            }
        }

        return totals;
    }
}

/// <summary>What the rows of a customer come to; cost is 0 without a column of it.</summary>
internal readonly record struct CustomerSum(int Group, int LastActivity, int Days, int SaleRows, int Rows, Int128 Sales, Int128 Refunds, Int128 Cost);
