using System;
using System.Linq;
using System.Runtime.CompilerServices;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts;

/// <summary>
/// One customer's rows gathered into days. A day is an activity when it has a row of zero or more, unless a refund brings its money to exactly zero.
/// </summary>
internal ref struct CustomerDays
{
    private readonly RowColumns rows;
    private readonly ReadOnlySpan<int> days;
    private readonly ReadOnlySpan<long> amounts;
    private readonly GroupKeys? groups;
    private readonly int firstRow;
    private readonly int asOf;

    // Null while the rows stand in the order of the days that they are booked to.
    private readonly int[]? order;
    private int first;
    private int next;

    /// <param name="rows">All rows.</param>
    /// <param name="customer">Whose days these are.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="groups">Null where nobody asks for groups.</param>
    [MethodImpl(Hot.Path)]
    public CustomerDays(RowColumns rows, int customer, int asOf, GroupKeys? groups = null)
    {
        this.rows = rows;
        days = rows.DaysOf(customer);
        amounts = rows.AmountsOf(customer);
        firstRow = rows.Start[customer];
        this.asOf = asOf;
        this.groups = groups is { IsGrouped: true } ? groups : null;
        if (rows.BookedDay is not null && OrderByBookedDay(customer) is { } booked)
        {
            order = booked;
            days = Pick(rows.BookedDay, booked);
            amounts = Pick(rows.Amount, booked);
        }
    }

    public int Day { get; private set; }

    public bool IsActivity { get; private set; }

    /// <summary>Units of the rows of zero or more.</summary>
    public Int128 Sales { get; private set; }

    /// <summary>Units of the rows below zero.</summary>
    public Int128 Refunds { get; private set; }

    /// <summary>How many rows of the day are of zero or more.</summary>
    public int SaleRows { get; private set; }

    /// <summary>Units of cost of the day, where there is a column of it.</summary>
    public readonly Int128 Cost
    {
        get
        {
            Int128 sum = 0;
            for (var i = first; i < next; i++)
            {
                sum += rows.Cost![RowAt(i)];
            }

            return sum;
        }
    }

    /// <summary>The group of the day's largest amount; of equal ones, that of the first name.</summary>
    public int Group { get; private set; }

    /// <summary>How many of the customer's rows have been gathered.</summary>
    public readonly int Rows => next;

    [MethodImpl(Hot.Path)]
    public bool MoveNext()
    {
        if (next >= days.Length || days[next] >= asOf)
        {
            return false;
        }

        first = next;
        Day = days[first];
        if (next + 1 == days.Length || days[next + 1] != Day)
        {
            TakeOne(amounts[next++]);
            return true;
        }

        Int128 sales = 0;
        Int128 refunds = 0;
        var saleRows = 0;
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
                saleRows++;
            }
        }

        Sales = sales;
        Refunds = refunds;
        SaleRows = saleRows;
        IsActivity = saleRows > 0 && !(hasRefund && sales + refunds == 0);
        if (groups is not null)
        {
            Group = FindGroup();
        }

        return true;
    }

    // Nearly every day of a customer has one row.
    [MethodImpl(Hot.Path)]
    private void TakeOne(long amount)
    {
        IsActivity = amount >= 0;
        Sales = IsActivity ? amount : 0;
        Refunds = IsActivity ? 0 : amount;
        SaleRows = IsActivity ? 1 : 0;
        if (groups is not null)
        {
            Group = groups.Of(RowAt(first));
        }
    }

    /// <summary>Adds the day's money to a basket by currency.</summary>
    public readonly void AddTo(CurrencyBasket basket, bool salesOnly)
    {
        for (var i = first; i < next; i++)
        {
            if (amounts[i] >= 0 || !salesOnly)
            {
                var row = RowAt(i);
                basket.Add(rows.Currency!.Codes[row], rows.Currency.Local[row], amounts[i]);
            }
        }
    }

    // Only rows that are seen: a refund after the as-of date must not be known before it.
    private readonly int[]? OrderByBookedDay(int customer)
    {
        var start = rows.Start[customer];
        var end = start;
        var isMoved = false;
        for (; end < rows.Start[customer + 1] && rows.Day[end] < asOf; end++)
        {
            isMoved |= rows.BookedDay![end] != rows.Day[end];
        }

        var booked = rows.BookedDay!;
        return isMoved ? [.. Enumerable.Range(start, end - start).OrderBy(row => booked[row])] : null;
    }

    // Apart from the constructor, where the closure would be made for each customer.
    private static T[] Pick<T>(T[] column, int[] order) => Array.ConvertAll(order, row => column[row]);

    private readonly int RowAt(int index) => order is null ? firstRow + index : order[index];

    [MethodImpl(Hot.Path)]
    private readonly int FindGroup()
    {
        var group = groups!.Of(RowAt(first));
        var largest = amounts[first];
        for (var i = first + 1; i < next; i++)
        {
            var other = groups.Of(RowAt(i));
            if (amounts[i] > largest || (amounts[i] == largest && other < group))
            {
                group = other;
                largest = amounts[i];
            }
        }

        return group;
    }
}
