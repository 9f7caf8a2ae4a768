using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet whose ledger can be asked for by group.</summary>
public abstract class GroupedLedgerCommand : LedgerCommand
{
    /// <summary>The group columns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    private protected override string[] GroupColumns => GroupBy;
}
