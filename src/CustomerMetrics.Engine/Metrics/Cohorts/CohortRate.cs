using System;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>The rate of a cell: what the eligible did at an offset, by themselves or by what they did at offset 0.</summary>
internal readonly record struct CohortRate
{
    public double? Rate { get; private init; }

    public Interval? Interval { get; private init; }

    public string? IntervalKind { get; private init; }

    public decimal? Numerator { get; private init; }

    public decimal? Denominator { get; private init; }

    public string? Reason { get; private init; }

    /// <param name="eligible">Those for whom the offset is over, together.</param>
    /// <param name="measure">What is measured.</param>
    /// <param name="offsets">The offsets of the cell.</param>
    /// <param name="isOfTerms">Whether somebody can be gone at the close of offset 0 already.</param>
    public static CohortRate Of(in CohortPoint eligible, CohortMeasure measure, OffsetBracket offsets, bool isOfTerms)
    {
        if (eligible.Customers == 0)
        {
            return new() { Reason = "the offset is over for nobody yet" };
        }

        return measure is CohortMeasure.Customers ? OfCustomers(eligible, offsets.From == 0 && !isOfTerms) : OfMeasure(eligible, measure, offsets);
    }

    private static CohortRate OfCustomers(in CohortPoint eligible, bool isCertain)
    {
        return new()
        {
            Rate = (double)eligible.Active / eligible.Customers,
            Numerator = eligible.Active,
            Denominator = eligible.Customers,
            Interval = isCertain ? null : Metrics.Interval.Wilson(eligible.Active, eligible.Customers),
            IntervalKind = isCertain ? null : "Wilson",
            Reason = isCertain ? "everybody is active at offset 0 by definition, so there is no interval" : null,
        };
    }

    private static CohortRate OfMeasure(in CohortPoint eligible, CohortMeasure measure, OffsetBracket offsets)
    {
        var isCount = measure is CohortMeasure.Orders;
        var numerator = isCount ? (decimal)eligible.Measured : Money.ToDecimal(eligible.Measured);
        var denominator = isCount ? (decimal)eligible.Base : Money.ToDecimal(eligible.Base);
        if (denominator <= 0)
        {
            return new() { Numerator = numerator, Denominator = denominator, Reason = "there was no money at offset 0" };
        }

        var rate = (double)numerator / (double)denominator;
        if (offsets is { From: 0, To: 0 })
        {
            return new() { Rate = rate, Numerator = numerator, Denominator = denominator, Reason = "offset 0 is what the others are compared with, so there is no interval" };
        }

        // Sums of products are told in squared currency; days have no fourth decimal.
        var unit = isCount ? (double)Money.UnitsPerOne * Money.UnitsPerOne : 1;
        var interval = Metrics.Interval.Ratio(rate, (double)denominator, eligible.Customers, eligible.Squares.ToDouble() * unit, eligible.Products.ToDouble() * unit, eligible.BaseSquares.ToDouble() * unit);
        if (interval is { } found && isCount)
        {
            interval = new(Math.Max(0, found.Low), found.High);
        }

        return new()
        {
            Rate = rate,
            Numerator = numerator,
            Denominator = denominator,
            Interval = interval,
            IntervalKind = interval is null ? null : "Delta",
            Reason = interval is null ? "one customer alone gives no interval" : null,
        };
    }
}
