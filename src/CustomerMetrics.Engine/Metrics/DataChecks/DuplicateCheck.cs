using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Rows that repeat an earlier one in every column. A few are chance; many are an export that ran twice.</summary>
internal static class DuplicateCheck
{
    /// <summary>From this share of the rows on, chance is no explanation.</summary>
    private const double Many = 0.01;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var fact = CustomerFacts.Duplicates(subject.Source, subject.AsOfDay, subject.CancellationToken);
        if (fact.Kept.Count > 0)
        {
            var share = subject.ShareOfRows(fact.Kept.Count)!.Value;
            return subject.Finding(
                "Duplicate",
                share >= Many ? DataSeverity.Warning : DataSeverity.Information,
                fact.Kept,
                share,
                $"{Words.Of(fact.Kept.Count, "row repeats", "rows repeat")} an earlier one in every column, {Words.Percent(share)} of all, and {(fact.Kept.Count == 1 ? "is" : "are")} counted.",
                "Two equal sales on one day do happen. Where a column tells orders apart, repeats are wrong: import with -DropDuplicate, and look for a file exported twice.");
        }

        return subject.Source is TransactionTable { DuplicatesDropped: true, DuplicateRows: > 0 } table
            ? subject.Finding(
                "Duplicate",
                DataSeverity.Information,
                table.DuplicateRows,
                0,
                (double)table.DuplicateRows / table.RowsRead,
                fact.Dropped,
                $"{Words.Rows(table.DuplicateRows)} repeated an earlier one in every column and {(table.DuplicateRows == 1 ? "was" : "were")} dropped at the import.",
                "Nothing to do if a column tells orders apart. Otherwise equal sales of one day were lost: import without -DropDuplicate.") with { Amount = table.DuplicateAmount }
            : null;
    }
}
