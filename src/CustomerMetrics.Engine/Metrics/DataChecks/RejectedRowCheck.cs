namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Rows that the import could not read and left out.</summary>
internal static class RejectedRowCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        if (subject.Source is not TransactionTable { RejectedRows: > 0 } table)
        {
            return null;
        }

        var unknown = table.RejectedWithoutAmount == 0 ? "" : $" The amount of {Words.Rows(table.RejectedWithoutAmount)} could not be read either.";
        return subject.Finding(
            "RejectedRow",
            DataSeverity.Warning,
            table.RejectedRows,
            0,
            (double)table.RejectedRows / table.RowsRead,
            [],
            $"{Words.Rows(table.RejectedRows)} could not be read and left out.{unknown}",
            "Import again with -BadRow Report and -RejectPath: the reject file tells each row and the reason.") with { Amount = table.RejectedAmount };
    }
}
