using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>One amount in more than half of at least a hundred rows: a single price, or a column that was filled in.</summary>
internal static class ConstantAmountCheck
{
    private const int FewestRows = 100;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var fact = subject.Amounts;
        if (fact.Rows < FewestRows)
        {
            return null;
        }

        var rows = CustomerFacts.Rows(subject.Source, new OfAmount(subject.AsOfDay, fact.Candidate), subject.CancellationToken);
        return rows.Count * 2 <= fact.Rows ? null : subject.Finding(
            "ConstantAmount",
            fact.Candidate == 0 ? DataSeverity.Warning : DataSeverity.Information,
            rows,
            subject.ShareOfRows(rows.Count),
            $"{Words.Rows(rows.Count)} have the same amount, {Words.Money(fact.Candidate)}: {Words.Percent((double)rows.Count / fact.Rows)} of all.",
            "Right for a subscription at one price. Otherwise check that -AmountColumn names the column with the money, and that the export fills it.");
    }
}
