using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>The customers of some lines of a ledger by the reasons that they gave.</summary>
internal sealed class ReasonBook
{
    private readonly Dictionary<(int Start, string? Group, CustomerMovement Movement), ReasonPage> pages = [];

    /// <param name="start">The first day of the period.</param>
    /// <param name="line">The movement, its group and the customer's money.</param>
    /// <param name="reason">Null where none is recorded.</param>
    public void Add(int start, (CustomerMovement Movement, string? Group, Int128 Value) line, string? reason)
    {
        var key = (start, line.Group, line.Movement);
        if (!pages.TryGetValue(key, out var page))
        {
            pages.Add(key, page = new());
        }

        page.Add(reason, line.Value);
    }

    public ReasonPage Find(int start, string? group, CustomerMovement movement) => pages.GetValueOrDefault((start, group, movement)) ?? new();
}

/// <summary>One movement of a period and group, by reason.</summary>
internal sealed class ReasonPage
{
    public ReasonSum NotRecorded { get; } = new();

    public Dictionary<string, ReasonSum> Recorded { get; } = new(StringComparer.Ordinal);

    public ReasonSum All { get; } = new();

    public void Add(string? reason, Int128 value)
    {
        All.Add(value);
        if (reason is null)
        {
            NotRecorded.Add(value);
            return;
        }

        if (!Recorded.TryGetValue(reason, out var sum))
        {
            Recorded.Add(reason, sum = new());
        }

        sum.Add(value);
    }

    public ReasonSum Of(string reason) => Recorded.GetValueOrDefault(reason) ?? new();
}

/// <summary>Customers, their money in units, and its squares for intervals.</summary>
internal sealed class ReasonSum
{
    private ProductSum squares;

    public long Customers { get; private set; }

    public Int128 Value { get; private set; }

    public double Squares => squares.ToDouble();

    public void Add(Int128 value)
    {
        Customers++;
        Value += value;
        squares.Add(value, value);
    }

    public void Add(ReasonSum other)
    {
        Customers += other.Customers;
        Value += other.Value;
        squares.Add(other.squares);
    }
}
