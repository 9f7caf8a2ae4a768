using System;
using System.Linq;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>A few rows, less than one in a hundred, half a year or more away from all others: a placeholder such as 1970-01-01, or a mistyped year.</summary>
internal static class StrayDateCheck
{
    private const int MostExamples = 10;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var strays = subject.Stretches.Strays;
        if (strays.Count == 0)
        {
            return null;
        }

        var rows = strays.Select(stray => CustomerFacts.Rows(subject.Source, new DatedBetween(stray.From, stray.To), subject.CancellationToken)).ToList();
        var count = rows.Sum(stray => stray.Count);
        return subject.Finding(
            "StrayDate",
            DataSeverity.Warning,
            count,
            rows.Aggregate((Int128)0, (sum, stray) => sum + stray.Amount),
            subject.ShareOfRows(count),
            [.. rows.SelectMany(stray => stray.Examples).Order().Take(MostExamples)],
            $"{Words.Rows(count)} half a year or more away from all others: {Words.List([.. strays.Select(stray => Words.Dates(stray.From, stray.To - 1))])}.",
            "Look for placeholders and mistyped years, and correct them: one such row makes years of empty periods, and a late one makes every customer look lost.");
    }
}
