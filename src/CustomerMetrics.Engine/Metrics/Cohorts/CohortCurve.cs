using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>What the customers of a line did, slot by slot, cumulated as the question has it.</summary>
internal sealed class CohortCurve
{
    private readonly CohortPoint[] points;

    public CohortCurve(CohortLine line, CohortQuestion question, int slots)
    {
        Line = line;
        points = new CohortPoint[slots];
        for (var slot = 0; slot < slots; slot++)
        {
            if (slot < line.Bins.Count)
            {
                var bin = line.Bins[slot];
                var measured = question.Measure is CohortMeasure.Orders ? bin.Orders : bin.Value;
                points[slot] = new() { Active = bin.Active, Orders = bin.Orders, Value = bin.Value, Refunds = bin.Refunds, Measured = measured, Squares = bin.Squares, Products = bin.Products };
            }
        }

        if (question.Measure is CohortMeasure.CumulativeRevenue)
        {
            for (var slot = 1; slot < slots; slot++)
            {
                points[slot].AddMeasure(points[slot - 1]);
            }
        }

        if (question.IsRolling)
        {
            for (var slot = slots - 2; slot >= 0; slot--)
            {
                points[slot].AddCounts(points[slot + 1]);
            }
        }
    }

    public CohortLine Line { get; }

    public CohortPoint At(int slot) => points[slot];

    public static IEnumerable<CohortCurve> Of(IEnumerable<CohortLine> lines, CohortQuestion question, int slots) => lines.Select(line => new CohortCurve(line, question, Math.Max(slots, line.Bins.Count)));
}

/// <summary>One slot of a curve, or of several together.</summary>
internal struct CohortPoint
{
    public long Customers { get; set; }

    public long Active { get; set; }

    public long Orders { get; set; }

    public Int128 Value { get; set; }

    public Int128 Refunds { get; set; }

    /// <summary>What the rate is of: money or days.</summary>
    public Int128 Measured { get; set; }

    public Int128 Base { get; set; }

    public ProductSum Squares { get; set; }

    public ProductSum Products { get; set; }

    public ProductSum BaseSquares { get; set; }

    public void AddCounts(in CohortPoint other)
    {
        Active += other.Active;
        Orders += other.Orders;
        Value += other.Value;
        Refunds += other.Refunds;
    }

    public void AddMeasure(in CohortPoint other)
    {
        Measured += other.Measured;
        Squares = Squares.Plus(other.Squares);
        Products = Products.Plus(other.Products);
    }

    /// <summary>Adds the customers of a line, all they did and what they are measured against.</summary>
    public void Add(in CohortPoint other, CohortLine line)
    {
        AddCounts(other);
        AddMeasure(other);
        Customers += line.Customers;
        Base += line.Base;
        BaseSquares = BaseSquares.Plus(line.BaseSquares);
    }
}
