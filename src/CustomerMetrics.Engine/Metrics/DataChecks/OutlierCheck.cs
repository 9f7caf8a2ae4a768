using System;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>
/// Amounts far from the usual: on the scale of logarithms, more than eight robust standard deviations (the median distance from the median, scaled) and
/// at least fifty times above or below the median. It takes thirty rows to say what is usual.
/// </summary>
internal static class OutlierCheck
{
    private const int FewestRows = 30;
    private const double Deviations = 8;

    /// <summary>Prices of a catalogue lie close together; that alone makes nothing else doubtful.</summary>
    private const double LeastFactor = 50;

    /// <summary>Makes the median distance a standard deviation where logarithms are normal.</summary>
    private const double NormalScale = 1.4826;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var sizes = subject.Amounts.Sizes;
        if (sizes.Count < FewestRows)
        {
            return null;
        }

        var limit = Math.Max(Deviations * NormalScale * sizes.MedianDistance(), Math.Log(LeastFactor));
        var rows = CustomerFacts.Rows(subject.Source, new OutsideOf(subject.AsOfDay, Math.Exp(sizes.Median - limit), Math.Exp(sizes.Median + limit)), subject.CancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var extent = rows.Lowest == rows.Highest ? Words.Money(rows.Lowest) : $"from {Words.Money(rows.Lowest)} to {Words.Money(rows.Highest)}";
        return subject.Finding(
            "Outlier",
            DataSeverity.Warning,
            rows,
            subject.ShareOfRows(rows.Count),
            Errors.Invariant($"{Words.Of(rows.Count, "amount is", "amounts are")} more than {Math.Exp(limit):#,0} times above or below the usual {Math.Exp(sizes.Median) / Money.UnitsPerOne:#,0.00}: {extent}."),
            "Look for amounts in cents, lost decimal points, test bookings and totals among the rows. A true large sale stays; it weighs heavily on every average.");
    }
}
