using System;

namespace CustomerMetrics.Engine.Facts;

/// <summary>
/// One customer's rows gathered into days. A day is an activity when it has a row of zero or more, unless a refund brings its money to exactly zero.
/// </summary>
internal ref struct CustomerDays
{
    private readonly ReadOnlySpan<int> days;
    private readonly ReadOnlySpan<long> amounts;
    private readonly int asOf;
    private int next;

    public CustomerDays(ReadOnlySpan<int> days, ReadOnlySpan<long> amounts, int asOf)
    {
        this.days = days;
        this.amounts = amounts;
        this.asOf = asOf;
    }

    public int Day { get; private set; }

    public bool IsActivity { get; private set; }

    /// <summary>Units of the rows of zero or more.</summary>
    public Int128 Sales { get; private set; }

    /// <summary>Units of the rows below zero.</summary>
    public Int128 Refunds { get; private set; }

    /// <summary>The first row after the day.</summary>
    public readonly int EndRow => next;

    public bool MoveNext()
    {
        if (next >= days.Length || days[next] >= asOf)
        {
            return false;
        }

        Day = days[next];
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
        return true;
    }
}
