using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Makes a source of transactions in a database, which answers questions itself. Nothing but the names of the columns is read.</summary>
[Cmdlet(VerbsCommunications.Connect, "CustomerSource", DefaultParameterSetName = ConnectionTableSet)]
[OutputType(typeof(ConnectedSource))]
public sealed class ConnectCustomerSourceCommand : ConnectCommand, ITransactionParameters
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
