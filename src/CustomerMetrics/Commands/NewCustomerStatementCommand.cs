using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Builds the customer statement of a source.</summary>
[Cmdlet(VerbsCommon.New, "CustomerStatement", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerStatement))]
public sealed class NewCustomerStatementCommand : LedgerCommand
{
    /// <summary>A statement speaks of quarters unless told otherwise.</summary>
    public NewCustomerStatementCommand() => Period = PeriodUnit.Quarter;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    private protected override void ProcessSource(CustomerSource source) =>
        WriteObject(Engine.NewStatement(source, new StatementQuery { Title = Title, Ledger = GetLedgerQuery() }, StopToken));
}
