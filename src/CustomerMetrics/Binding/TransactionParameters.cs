namespace CustomerMetrics;

/// <summary>What a cmdlet is told of transactions: which column is the date and which the cost, and what refunds do.</summary>
internal interface ITransactionParameters
{
    string? DateColumn { get; }

    string? CostColumn { get; }

    string? ReferenceColumn { get; }

    string? OrderColumn { get; }

    RefundRule Refund { get; }
}

/// <summary>What comes of the parameters of transactions.</summary>
internal static class TransactionParameters
{
    public static void Check(this ITransactionParameters given)
    {
        if (given.Refund is RefundRule.Original && given.ReferenceColumn is null)
        {
            throw new CustomerMetricsException("ReferenceColumnMissing", FailureKind.InvalidArgument, "-Refund Original needs to know which sale a refund takes back.", "Name the column with its order number with -ReferenceColumn; where sales have theirs in another column, name that with -OrderColumn.");
        }

        if (given.Refund is not RefundRule.Original && (given.ReferenceColumn ?? given.OrderColumn) is not null)
        {
            throw new CustomerMetricsException("ReferenceColumnUnused", FailureKind.InvalidArgument, $"{(given.ReferenceColumn is null ? "-OrderColumn" : "-ReferenceColumn")} belongs to -Refund Original.", "Add -Refund Original, or leave it out.");
        }
    }

    public static ImportOptions AddTo(this ITransactionParameters given, ImportOptions options) => options with
    {
        Columns = options.Columns with { Date = given.DateColumn, Cost = given.CostColumn, Reference = given.ReferenceColumn, Order = given.OrderColumn },
        Refund = given.Refund,
    };
}
