using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Metrics.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>The margin of some customers, month by month of their own.</summary>
internal sealed class AcquisitionCurve
{
    private readonly List<CohortCurve> curves;
    private readonly double rate;
    private readonly int months;

    // A month counts with whole cohorts alone: who came early in one is not who came late.
    private readonly Dictionary<int, int> done;

    /// <param name="lines">The customers.</param>
    /// <param name="question">What was asked of them.</param>
    /// <param name="margin">What of the money counts; null for all.</param>
    public AcquisitionCurve(IReadOnlyList<CohortLine> lines, CohortQuestion question, double? margin)
    {
        rate = margin ?? 1;
        done = lines.GroupBy(line => line.Period).ToDictionary(cohort => cohort.Key, cohort => cohort.Min(line => line.Done));
        months = done.Count == 0 ? 0 : done.Values.Max() + 1;
        curves = [.. CohortCurve.Of(lines, question, months + 1)];
    }

    public long Customers => Whole().Customers;

    /// <summary>The margin up to the as-of date.</summary>
    public decimal Value => Margin(Whole().Measured);

    public AcquisitionPoint[] Points() => [.. Enumerable.Range(1, months).Select(PointAfter)];

    /// <summary>Who was active at an offset, of the cohorts for which it is over.</summary>
    public (long Active, long Customers) ActiveAt(int offset)
    {
        var over = curves.FindAll(curve => IsOver(curve, offset));
        return (over.Sum(curve => curve.At(offset).Active), over.Sum(curve => curve.Line.Customers));
    }

    /// <summary>The interval of the margin per customer up to the as-of date, and of what each is expected to bring at the fitted parameters.</summary>
    public Interval? PerCustomer(AcquiredMoment expected = default)
    {
        var all = Whole();
        var money = (rate * (double)Money.ToDecimal(all.Measured)) + expected.Sum;
        var squares = (rate * rate * all.Squares.ToDouble()) + (2 * rate * expected.Products) + expected.Squares;
        return Interval.Ratio(money / all.Customers, all.Customers, all.Customers, squares, money, all.Customers);
    }

    private AcquisitionPoint PointAfter(int month)
    {
        var point = default(CohortPoint);
        foreach (var curve in curves)
        {
            if (IsOver(curve, month - 1))
            {
                point.Add(curve.At(month - 1), curve.Line);
            }
        }

        var value = Margin(point.Measured);
        return new(month, point.Customers, value, point.Customers > 0 ? value / point.Customers : null, point.Customers == curves.Sum(curve => curve.Line.Customers));
    }

    private bool IsOver(CohortCurve curve, int offset) => done[curve.Line.Period] >= offset;

    private CohortPoint Whole()
    {
        var all = default(CohortPoint);
        foreach (var curve in curves)
        {
            all.Add(curve.At(Math.Max(months, curve.Line.Bins.Count - 1)), curve.Line);
        }

        return all;
    }

    private decimal Margin(Int128 units) => Money.ToDecimal(units) * (decimal)rate;
}
