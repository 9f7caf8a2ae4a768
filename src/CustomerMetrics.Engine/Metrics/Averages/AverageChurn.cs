using System;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Averages;

/// <summary>The plain mean of the churn of several periods, and its 95% interval.</summary>
/// <param name="Rate">Null without a period, see <paramref name="Reason"/>.</param>
/// <param name="Interval">Null where it cannot be made, see <paramref name="Reason"/>.</param>
/// <param name="Kind">The kind of the interval.</param>
/// <param name="Periods">How many periods the mean is of.</param>
/// <param name="Reason">Why something is null.</param>
internal sealed record AverageChurn(double? Rate, Interval? Interval, string? Kind, int Periods, string? Reason)
{
    private static readonly ChurnQuery NetRevenue = new() { Bases = [ChurnBasis.NetRevenue] };

    /// <summary>
    /// Of customers, by the method Opening. The variance of a mean of k shares with n_i trials is p (1 - p) sum(1 / n_i) / k^2: that of one share with
    /// k^2 / sum(1 / n_i) trials, of which Wilson makes the interval. With equal openings these are all openings added up.
    /// </summary>
    public static AverageChurn OfCustomers(AveragedPeriods periods)
    {
        double k = periods.Entries.Count;
        if (k == 0)
        {
            return new(null, null, null, 0, periods.Reason);
        }

        var rate = periods.Entries.Sum(entry => (double)entry.Lost / entry.Opening) / k;
        var trials = k * k / periods.Entries.Sum(entry => 1d / entry.Opening);
        return new(rate, Metrics.Interval.WilsonOfShare(rate, trials), "Wilson", periods.Entries.Count, null);
    }

    /// <summary>Of net revenue. Half the width of a mean of independent rates is the root of the sum of their squared half widths, divided by how many there are.</summary>
    public static AverageChurn OfNetRevenue(AveragedPeriods periods)
    {
        var rates = periods.Entries.SelectMany(entry => ChurnMetric.Compute(entry, NetRevenue)).Where(rate => rate.Rate is not null).ToList();
        if (rates.Count == 0)
        {
            return new(null, null, null, 0, periods.Reason ?? "there was no money at the opening of any period");
        }

        var mean = rates.Average(rate => rate.Rate!.Value);
        var squares = rates.Sum(rate => Math.Pow(((rate.High - rate.Low) / 2) ?? double.NaN, 2));
        if (double.IsNaN(squares))
        {
            return new(mean, null, null, rates.Count, "a period tells too little for an interval: one customer, or an entry without its sums of squares");
        }

        var half = Math.Sqrt(squares) / rates.Count;
        return new(mean, new Interval(mean - half, mean + half), "Delta", rates.Count, null);
    }
}
