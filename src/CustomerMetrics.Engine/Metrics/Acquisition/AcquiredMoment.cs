using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>How residual values at the fitted parameters differ between customers, and what they have to do with the money seen. They are linear in the repeat money of each, so sums over equal histories tell it.</summary>
/// <param name="Sum">Of the residual values.</param>
/// <param name="Squares">Of the residual values.</param>
/// <param name="Products">Of each customer's residual value and the money seen, before the margin.</param>
internal readonly record struct AcquiredMoment(double Sum, double Squares, double Products)
{
    public static AcquiredMoment operator +(AcquiredMoment a, AcquiredMoment b) => new(a.Sum + b.Sum, a.Squares + b.Squares, a.Products + b.Products);

    public static AcquiredMoment[] Of(IReadOnlyList<AcquiredLine> lines, Func<AcquiredLine, int> partOf, int parts, FittedModel model, Valuation valuation)
    {
        var moments = new AcquiredMoment[parts];
        var (age, repeats, discounted) = (-1, -1, 0.0);
        foreach (var line in lines)
        {
            if (line.Age != age || line.Repeats != repeats)
            {
                (age, repeats, discounted) = (line.Age, line.Repeats, valuation.ExpectIfAlive(model, line.Repeats, line.Age).Discounted);
            }

            var worth = model.Purchases.ProbabilityAlive(repeats, model.Units(line.Last), model.Units(age)) * discounted * valuation.MarginRate;
            moments[partOf(line)] += OfLine(line, worth * model.ExpectedSpend(repeats, 0), worth * model.SpendPerMoney(repeats));
        }

        return moments;
    }

    // The value of each is fixed + rate times its money.
    private static AcquiredMoment OfLine(AcquiredLine line, double fixedValue, double rate)
    {
        var (money, squares) = ((double)Money.ToDecimal(line.Money), line.MoneySquares.ToDouble());
        return new(
            (fixedValue * line.Customers) + (rate * money),
            (fixedValue * fixedValue * line.Customers) + (2 * fixedValue * rate * money) + (rate * rate * squares),
            (fixedValue * (double)Money.ToDecimal(line.Value)) + (rate * line.Products.ToDouble()));
    }
}
