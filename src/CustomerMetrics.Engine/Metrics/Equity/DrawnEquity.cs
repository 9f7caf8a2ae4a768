using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>What parts of the customers bring in each draw. All parts of a draw share its parameters, so that their sums are draws of them together.</summary>
/// <param name="Means">What is expected, by draw and part.</param>
/// <param name="Outcomes">What comes, by draw and part.</param>
/// <param name="HasCustomers">Whether anybody is in a part.</param>
internal sealed record DrawnEquity(double[,] Means, double[,] Outcomes, bool[] HasCustomers)
{
    private const double Tail = 0.025;

    /// <summary>The interval of some parts together; null where nobody is in them.</summary>
    public ResidualInterval? IntervalOf(IReadOnlyCollection<int> parts)
    {
        if (!parts.Any(part => HasCustomers[part]))
        {
            return null;
        }

        var (outcomes, means) = (Sorted(Outcomes, parts), Sorted(Means, parts));
        var (meanLow, meanHigh) = (ResidualDraws.Quantile(means, Tail), ResidualDraws.Quantile(means, 1 - Tail));

        // What may come is never surer than what is expected; a draw more or less could say so.
        return new(Math.Min(meanLow, ResidualDraws.Quantile(outcomes, Tail)), Math.Max(meanHigh, ResidualDraws.Quantile(outcomes, 1 - Tail)), meanLow, meanHigh);
    }

    private static double[] Sorted(double[,] draws, IReadOnlyCollection<int> parts)
    {
        var sums = Enumerable.Range(0, draws.GetLength(0)).Select(draw => parts.Sum(part => draws[draw, part])).ToArray();
        Array.Sort(sums);
        return sums;
    }
}
