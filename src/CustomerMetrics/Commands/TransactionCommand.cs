using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that makes a source of transactions: it says which column is the date and which the cost, and what refunds do.</summary>
public abstract class TransactionCommand : DatabaseCommand
{
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? DateColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CostColumn { get; set; }

    /// <summary>On a refund the order that it takes back.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ReferenceColumn { get; set; }

    /// <summary>On a sale its order, where that is another column than the reference.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? OrderColumn { get; set; }

    [Parameter]
    [OneChoice]
    public RefundRule Refund { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (Refund is RefundRule.Original && ReferenceColumn is null)
        {
            throw new CustomerMetricsException("ReferenceColumnMissing", FailureKind.InvalidArgument, "-Refund Original needs to know which sale a refund takes back.", "Name the column with its order number with -ReferenceColumn; where sales have theirs in another column, name that with -OrderColumn.");
        }

        if (Refund is not RefundRule.Original && (ReferenceColumn ?? OrderColumn) is not null)
        {
            throw new CustomerMetricsException("ReferenceColumnUnused", FailureKind.InvalidArgument, $"{(ReferenceColumn is null ? "-OrderColumn" : "-ReferenceColumn")} belongs to -Refund Original.", "Add -Refund Original, or leave it out.");
        }
    });

    private protected override ImportOptions GetImportOptions()
    {
        var options = base.GetImportOptions();
        return options with
        {
            Columns = options.Columns with { Date = DateColumn, Cost = CostColumn, Reference = ReferenceColumn, Order = OrderColumn },
            Refund = Refund,
        };
    }
}
