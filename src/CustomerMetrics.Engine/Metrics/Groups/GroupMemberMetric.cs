using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Totals;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>The customers behind a line of groups.</summary>
internal static class GroupMemberMetric
{
    public static IEnumerable<GroupMember> Compute(CustomerSource source, GroupMemberQuery query, CancellationToken cancellationToken)
    {
        var line = query.Line;
        var end = PeriodCalendar.Day(line.End);
        var span = new GroupSpan(line.Period, line.Start is { } start ? PeriodCalendar.Day(start) : 0, end, Math.Min(end, PeriodCalendar.Day(line.AsOf)));
        var division = CustomerDivision.Of(source, query.Groups, span, cancellationToken);
        return division.Customers.Where(customer => line.IsTotal || division.GroupOf(customer) == line.Group).Select(customer => Member(customer, division.GroupOf(customer) ?? line.Group));

        GroupMember Member(CustomerTotal customer, string group)
        {
            decimal? cost = customer.Cost is { } units ? Money.ToDecimal(units) : null;
            var revenue = Money.ToDecimal(customer.Net);
            return new()
            {
                CustomerId = customer.CustomerId,
                Group = group,
                Orders = customer.Days,
                Revenue = revenue,
                Cost = cost,
                Profit = revenue - cost,
                LastActivity = customer.LastActivity < 0 ? null : PeriodCalendar.Date(customer.LastActivity),
                Period = line.Period,
                AsOf = line.AsOf,
                Currency = source.Currency,
            };
        }
    }
}
