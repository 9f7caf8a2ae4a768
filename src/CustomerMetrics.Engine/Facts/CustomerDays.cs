using System;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts;

/// <summary>
/// One customer's rows gathered into days. A day is an activity when it has a row of zero or more, unless a refund brings its money to exactly zero.
/// </summary>
internal ref struct CustomerDays
{
    private readonly ReadOnlySpan<int> days;
    private readonly ReadOnlySpan<long> amounts;
    private readonly GroupKeys? groups;
    private readonly int firstRow;
    private readonly int asOf;
    private int next;

    /// <param name="rows">All rows.</param>
    /// <param name="customer">Whose days these are.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="groups">Null where nobody asks for groups.</param>
    public CustomerDays(RowColumns rows, int customer, int asOf, GroupKeys? groups = null)
    {
        days = rows.DaysOf(customer);
        amounts = rows.AmountsOf(customer);
        firstRow = rows.Start[customer];
        this.asOf = asOf;
        this.groups = groups is { IsGrouped: true } ? groups : null;
    }

    public int Day { get; private set; }

    public bool IsActivity { get; private set; }

    /// <summary>Units of the rows of zero or more.</summary>
    public Int128 Sales { get; private set; }

    /// <summary>Units of the rows below zero.</summary>
    public Int128 Refunds { get; private set; }

    /// <summary>The group of the day's largest amount; of equal ones, that of the first name.</summary>
    public int Group { get; private set; }

    /// <summary>How many of the customer's rows have been gathered.</summary>
    public readonly int Rows => next;

    public bool MoveNext()
    {
        if (next >= days.Length || days[next] >= asOf)
        {
            return false;
        }

        var first = next;
        Day = days[first];
        Int128 sales = 0;
        Int128 refunds = 0;
        var hasSale = false;
        var hasRefund = false;
        for (; next < days.Length && days[next] == Day; next++)
        {
            var amount = amounts[next];
            if (amount < 0)
            {
                refunds += amount;
                hasRefund = true;
            }
            else
            {
                sales += amount;
                hasSale = true;
            }
        }

        Sales = sales;
        Refunds = refunds;
        IsActivity = hasSale && !(hasRefund && sales + refunds == 0);
        if (groups is not null)
        {
            Group = GroupOf(first);
        }

        return true;
    }

    private readonly int GroupOf(int first)
    {
        var group = groups!.Of(firstRow + first);
        var largest = amounts[first];
        for (var row = first + 1; row < next; row++)
        {
            var other = groups.Of(firstRow + row);
            if (amounts[row] > largest || (amounts[row] == largest && other < group))
            {
                group = other;
                largest = amounts[row];
            }
        }

        return group;
    }
}
