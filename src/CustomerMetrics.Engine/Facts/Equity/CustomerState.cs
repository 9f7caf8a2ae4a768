using System;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>One customer at a date.</summary>
/// <param name="First">The day of the first purchase; -1 without one.</param>
/// <param name="Last">The day of the last one.</param>
/// <param name="Purchases">Days with an activity.</param>
/// <param name="RepeatMoney">Units of the rows after the day of the first purchase.</param>
/// <param name="Net">Units of all rows that are the customer's money.</param>
/// <param name="Rows">How many rows have been seen.</param>
/// <param name="Group">The group of the latest purchase.</param>
internal readonly record struct CustomerState(int First, int Last, int Purchases, Int128 RepeatMoney, Int128 Net, int Rows, int Group)
{
    /// <param name="rows">All rows.</param>
    /// <param name="customer">Whose state it is.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="salesOnly">Leave refunds out of the money.</param>
    /// <param name="groups">The groups of the rows.</param>
    public static CustomerState Read(RowColumns rows, int customer, int asOf, bool salesOnly, GroupKeys groups)
    {
        var days = new CustomerDays(rows, customer, asOf, groups);
        int first = -1, last = -1, purchases = 0, group = 0;
        Int128 repeatMoney = 0;
        Int128 net = 0;
        while (days.MoveNext())
        {
            var money = salesOnly ? days.Sales : days.Sales + days.Refunds;
            net += money;
            repeatMoney += purchases == 0 ? 0 : money;
            if (days.IsActivity)
            {
                first = purchases == 0 ? days.Day : first;
                last = days.Day;
                group = days.Group;
                purchases++;
            }
        }

        return new(first, last, purchases, repeatMoney, net, days.Rows, group);
    }
}
