using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Reads transactions from CSV files, rows or a database into one table in memory.</summary>
[Cmdlet(VerbsData.Import, "CustomerTransaction", DefaultParameterSetName = "Path")]
[OutputType(typeof(TransactionTable))]
public sealed class ImportCustomerTransactionCommand : ImportCommand, ITransactionParameters
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
    protected override void BeginProcessing() => Run(this.Check);

    private protected override ImportOptions GetImportOptions() => this.AddTo(base.GetImportOptions());
}
