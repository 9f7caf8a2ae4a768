using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>Adds customers up by the period, the group and the offsets that are over.</summary>
internal sealed class CohortBook(CohortQuestion question, GroupKeys groups) : ICohortSink
{
    private readonly Dictionary<(int Period, int Done, int Group), CohortLine> lines = [];
    private readonly bool isCumulative = question.Measure is CohortMeasure.CumulativeRevenue;
    private readonly bool isCounted = question.Measure is CohortMeasure.Customers;
    private CohortLine line = null!;
    private Int128 atBase;
    private Int128 soFar;
    private int lastActive;
    private Share share;

    [MethodImpl(Hot.Path)]
    public void Begin(int customer, int period, int done, int group, int first)
    {
        if (!lines.TryGetValue((period, done, group), out line!))
        {
            line = new(period, done, groups.Name(group));
            lines.Add((period, done, group), line);
        }

        (atBase, soFar, lastActive) = (0, 0, CohortQuestion.Outside);
        share = new() { Bin = int.MinValue };
    }

    [MethodImpl(Hot.Path)]
    public void Add(int bin, bool isBase, in Visit visit)
    {
        if (bin != share.Bin)
        {
            Book();
            share = new() { Bin = bin };
        }

        share.Orders += visit.IsActivity ? 1 : 0;
        share.Value += visit.Value;
        share.Refunds += visit.Refunds;
        if (isBase)
        {
            atBase += question.Measure is CohortMeasure.Orders ? visit.IsActivity ? 1 : 0 : visit.Value;
        }
    }

    [MethodImpl(Hot.Path)]
    public void End()
    {
        Book();
        line.Customers++;
        if (question.IsRolling && line.BinAt(lastActive) is { } last)
        {
            last.Active++;
        }

        if (!isCounted)
        {
            line.Base += atBase;
            line.BaseSquares = line.BaseSquares.Plus(atBase, atBase);
        }
    }

    /// <summary>Adds other customers; sums are exact, so their order is of no matter.</summary>
    public void Add(CohortBook other)
    {
        foreach (var (key, added) in other.lines)
        {
            if (!lines.TryAdd(key, added))
            {
                lines[key].Add(added);
            }
        }
    }

    public IReadOnlyList<CohortLine> Close() => [.. lines.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    // A customer's days come in order, so offset 0 is all there when a bin with it or after it is booked.
    [MethodImpl(Hot.Path)]
    private void Book()
    {
        if (share.Bin == int.MinValue || line.BinAt(share.Bin) is not { } bin)
        {
            return;
        }

        var isActive = share.Orders > 0;
        bin.Active += isActive && !question.IsRolling ? 1 : 0;
        lastActive = isActive ? share.Bin : lastActive;
        bin.Orders += share.Orders;
        bin.Value += share.Value;
        bin.Refunds += share.Refunds;
        if (isCounted || share.Bin < 0)
        {
            return;
        }

        var measured = question.Measure is CohortMeasure.Orders ? share.Orders : share.Value;
        var before = isCumulative ? soFar : 0;
        soFar += measured;
        var after = isCumulative ? soFar : measured;
        bin.Squares = bin.Squares.Plus(after, after).Plus(before, -before);
        bin.Products = bin.Products.Plus(measured, atBase);
    }

    private struct Share
    {
        public int Bin { get; init; }

        public long Orders { get; set; }

        public Int128 Value { get; set; }

        public Int128 Refunds { get; set; }
    }
}
