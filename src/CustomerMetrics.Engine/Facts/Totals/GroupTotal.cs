using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>What the customers of one group come to.</summary>
/// <param name="Group">Null where nobody asked for groups.</param>
/// <param name="Customers">With a row.</param>
/// <param name="Buyers">Of these, with an activity.</param>
/// <param name="Days">Days with an activity, customer by customer.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Sales">Units of the rows of zero or more.</param>
/// <param name="Refunds">Units of the rows below zero.</param>
/// <param name="Cost">Null without a column of cost.</param>
internal sealed record GroupTotal(string? Group, long Customers, long Buyers, long Days, long Rows, Int128 Sales, Int128 Refunds, Int128? Cost)
{
    public Int128 Net => Sales + Refunds;

    /// <summary>Both together, under the name of the first.</summary>
    public GroupTotal Plus(GroupTotal other) => new(Group, Customers + other.Customers, Buyers + other.Buyers, Days + other.Days, Rows + other.Rows, Sales + other.Sales, Refunds + other.Refunds, Cost + other.Cost);

    /// <summary>The totals of groups, in the order of their names.</summary>
    public static IReadOnlyList<GroupTotal> Sum(IEnumerable<CustomerTotal> customers, Func<CustomerTotal, string?> groupOf)
    {
        var sums = new Dictionary<string, GroupTotal>(StringComparer.Ordinal);
        foreach (var customer in customers)
        {
            var group = groupOf(customer);
            var one = new GroupTotal(group, 1, customer.Days > 0 ? 1 : 0, customer.Days, customer.Rows, customer.Sales, customer.Refunds, customer.Cost);
            sums[group ?? ""] = sums.TryGetValue(group ?? "", out var sum) ? sum.Plus(one) : one;
        }

        return Ordered(sums.Values);
    }

    /// <summary>By name, as all groups are.</summary>
    public static IReadOnlyList<GroupTotal> Ordered(IEnumerable<GroupTotal> totals) => [.. totals.OrderBy(total => total.Group ?? "", GroupNames.Order)];
}
