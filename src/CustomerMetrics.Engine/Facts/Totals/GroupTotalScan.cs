using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>The totals of groups from columns: customers are added up by the number of their group, and nobody is named.</summary>
internal static class GroupTotalScan
{
    private const int OftenEnough = 0xFFF;

    public static IReadOnlyList<GroupTotal> Scan(RowColumns rows, TotalQuestion question, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, question.GroupBy);
        var parts = CustomerRanges.Scan(rows, groups.Count, range => AddUp(rows, question, groups, range, cancellationToken), cancellationToken);
        return GroupTotal.Ordered(Enumerable.Range(0, groups.Count).Select(group => parts.Select(part => part[group]).Aggregate((sum, next) => sum.Plus(next))).Where(total => total.Customers > 0));
    }

    private static GroupTotal[] AddUp(RowColumns rows, TotalQuestion question, GroupKeys groups, CustomerRange range, CancellationToken cancellationToken)
    {
        var sums = new Sums[groups.Count];
        for (var customer = range.From; customer < range.To; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (CustomerTotalScan.Sum(rows, customer, question, groups) is { } sum)
            {
                sums[sum.Group].Add(sum);
            }
        }

        return [.. sums.Select((sum, group) => sum.ToTotal(groups.Name(group), rows.Cost is not null))];
    }

    private struct Sums
    {
        private long customers;
        private long buyers;
        private long days;
        private long rows;
        private Int128 sales;
        private Int128 refunds;
        private Int128 cost;

        public void Add(in CustomerSum customer)
        {
            customers++;
            buyers += customer.Days > 0 ? 1 : 0;
            days += customer.Days;
            rows += customer.Rows;
            sales += customer.Sales;
            refunds += customer.Refunds;
            cost += customer.Cost;
        }

        public readonly GroupTotal ToTotal(string? group, bool hasCost) => new(group, customers, buyers, days, rows, sales, refunds, hasCost ? cost : null);
    }
}
