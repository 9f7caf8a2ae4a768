using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>Customers of one cohort and group whom a model of purchases cannot tell apart, and what the margin that they have brought has to do with the money that it expects of them.</summary>
/// <param name="Period">The number of the period of the first activity.</param>
/// <param name="Group">The group on that day; null where nobody asked for groups.</param>
/// <param name="Age">Days from the first purchase to the last observed day, T.</param>
/// <param name="Repeats">Purchases after the first, x.</param>
/// <param name="Last">Days from the first purchase to the last one, t_x.</param>
internal sealed record AcquiredLine(int Period, string? Group, int Age, int Repeats, int Last)
{
    public long Customers { get; set; }

    /// <summary>Units of their rows after the day of the first purchase, nothing for those where that is below zero.</summary>
    public Int128 Money { get; set; }

    public ProductSum MoneySquares { get; set; }

    /// <summary>Units of their rows from the day of the first purchase on, less cost where that was asked for.</summary>
    public Int128 Value { get; set; }

    /// <summary>Of <see cref="Value"/> and <see cref="Money"/>.</summary>
    public ProductSum Products { get; set; }

    /// <summary>Lines in one order, whoever told them.</summary>
    public static IReadOnlyList<AcquiredLine> Ordered(IEnumerable<AcquiredLine> lines) =>
        [.. lines.OrderBy(line => (line.Age, line.Repeats, line.Last, line.Period)).ThenBy(line => line.Group ?? "", GroupNames.Order)];
}
