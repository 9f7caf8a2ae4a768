using System;
using System.Runtime.CompilerServices;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>How many dates can be read in two orders, and how many prove one of them.</summary>
internal sealed class DateOrderTally
{
    /// <summary>Dates that are another date in the other order.</summary>
    public long Either { get; private set; }

    /// <summary>The money of their rows.</summary>
    public Int128 EitherAmount { get; private set; }

    public FirstNumbers Examples { get; } = new();

    public long DayFirst { get; private set; }

    public long MonthFirst { get; private set; }

    [MethodImpl(Hot.Path)]
    public void Add(DateOrder order, long number, long amount)
    {
        switch (order)
        {
            case DateOrder.DayFirst:
                DayFirst++;
                break;
            case DateOrder.MonthFirst:
                MonthFirst++;
                break;
            case DateOrder.Either:
                Either++;
                EitherAmount += amount;
                Examples.Add((int)Math.Min(number, int.MaxValue));
                break;
        }
    }

    /// <summary>Adds what a part of the rows says.</summary>
    /// <param name="part">Its tally.</param>
    /// <param name="before">How many rows came before the part.</param>
    public void Add(DateOrderTally part, long before)
    {
        DayFirst += part.DayFirst;
        MonthFirst += part.MonthFirst;
        Either += part.Either;
        EitherAmount += part.EitherAmount;
        foreach (var example in part.Examples.ToList())
        {
            Examples.Add((int)Math.Min(before + example, int.MaxValue));
        }
    }
}
