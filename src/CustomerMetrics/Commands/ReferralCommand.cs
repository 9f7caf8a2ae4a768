using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that asks who was referred: a table tells it, or a column of the source.</summary>
public abstract class ReferralCommand : LedgerCommand
{
    /// <summary>Who referred whom: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Referral { get; set; } = [];

    /// <summary>The column of the source that names who referred the customer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ReferredByColumn { get; set; }

    /// <summary>The group columns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    // What an import must keep, of which not all is grouped by.
    private protected override string[] GroupColumns => ReferredByColumn is null ? GroupBy : [.. GroupBy, ReferredByColumn];

    private protected ReferralSources GetReferrals(CustomerSource source) => new()
    {
        Referrals = Referral.Length == 0 ? null : ReadSideTable(source, Referral, nameof(Referral), "referrals", Engine.ReadReferrals),
        ReferredByColumn = ReferredByColumn,
    };
}
