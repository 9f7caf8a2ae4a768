using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Rows that the as-of date hides. Those from the future are another matter.</summary>
internal static class AfterAsOfCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var rows = CustomerFacts.Rows(subject.Source, new DatedBetween(subject.AsOfDay, subject.TomorrowDay), subject.CancellationToken);
        return rows.Count == 0 ? null : subject.Finding(
            "AfterAsOf",
            DataSeverity.Information,
            rows,
            null,
            $"{Words.Rows(rows.Count)} on or after the as-of date {Words.Date(subject.AsOfDay)} and not seen by any figure.",
            "Nothing to do if the date was chosen. Otherwise give a later one with -AsOf.");
    }
}
