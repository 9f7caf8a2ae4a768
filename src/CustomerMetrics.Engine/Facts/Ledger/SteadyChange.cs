using System;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>Customers who begin or end to stand still: what they add to each period from here on.</summary>
internal struct SteadyChange
{
    // Before the customers with money below nothing are told apart, which has no place in the intervals.
    public ProductSum Squares;

    public long Customers { get; set; }

    public Int128 Value { get; set; }

    public Int128 RowValue { get; set; }

    public long NegativeCustomers { get; set; }

    public Int128 NegativeValue { get; set; }

    /// <summary>Held open only since the grace is not over.</summary>
    public long Undecided { get; set; }

    /// <summary>Who is not there, and has credits that run.</summary>
    public long Outsiders { get; set; }

    public Int128 OutsideValue { get; set; }

    /// <param name="value">The money of a customer.</param>
    /// <param name="rowValue">The money of the rows behind it.</param>
    /// <param name="sign">1 where it begins, -1 where it ends.</param>
    public void Add(Int128 value, Int128 rowValue, int sign)
    {
        Customers += sign;
        Value += sign * value;
        RowValue += sign * rowValue;
        if (value < 0)
        {
            NegativeCustomers += sign;
            NegativeValue += sign * value;
        }
        else
        {
            Squares.Add(value, sign * value);
        }
    }

    public void Add(in SteadyChange other)
    {
        Customers += other.Customers;
        Value += other.Value;
        RowValue += other.RowValue;
        NegativeCustomers += other.NegativeCustomers;
        NegativeValue += other.NegativeValue;
        Undecided += other.Undecided;
        Outsiders += other.Outsiders;
        OutsideValue += other.OutsideValue;
        Squares.Add(other.Squares);
    }
}
