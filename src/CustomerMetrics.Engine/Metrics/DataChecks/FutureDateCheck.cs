using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Rows dated tomorrow or later: what they tell has not happened.</summary>
internal static class FutureDateCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var rows = CustomerFacts.Rows(subject.Source, new DatedBetween(subject.TomorrowDay, int.MaxValue), subject.CancellationToken);
        var seen = subject.AsOfDay > subject.TomorrowDay ? "Those before the as-of date are counted all the same." : "The figures leave them out.";
        return rows.Count == 0 ? null : subject.Finding(
            "FutureDate",
            DataSeverity.Error,
            rows,
            null,
            $"{Words.Rows(rows.Count)} dated in the future, on {Words.Date(subject.TomorrowDay)} or later. {seen}",
            "Correct the dates at their origin. Planned deliveries and renewals are not transactions yet: leave them out of the export.");
    }
}
