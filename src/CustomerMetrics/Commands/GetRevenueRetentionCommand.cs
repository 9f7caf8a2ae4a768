using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Movements of money per period, and what is left of the money of a longer time before: GRR, NRR, quick ratio, gross and net churn.</summary>
[Cmdlet(VerbsCommon.Get, "RevenueRetention", DefaultParameterSetName = "Path")]
[OutputType(typeof(RevenueRetention))]
public sealed class GetRevenueRetentionCommand : GroupedLedgerCommand
{
    /// <summary>The periods over which what is left is told.</summary>
    [Parameter]
    public int Trailing { get; set; }

    /// <summary>Takes the money of those who returned off net churn.</summary>
    [Parameter]
    public SwitchParameter NetIncludesReturned { get; set; }

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    private protected override void ProcessSource(CustomerSource source)
    {
        foreach (var retention in Engine.GetRevenueRetention(source, GetLedger(source), GetLedgerQuery(), GetQuery(), StopToken))
        {
            WriteRecord(retention, retention.Group);
        }
    }

    private protected override bool TryTake(PSObject input)
    {
        if (ReadEntry(input) is not { } entry)
        {
            return false;
        }

        if (IsGiven(nameof(Trailing)))
        {
            throw new CustomerMetricsException("TrailingWithoutSource", FailureKind.InvalidArgument, "The pipeline holds ledger entries, which tell one period each: -Trailing asks for more.", "Pipe the source, or leave out -Trailing.");
        }

        var retention = Engine.GetRevenueRetention(entry, GetQuery());
        WriteRecord(retention, retention.Group);
        return true;
    }

    private RevenueRetentionQuery GetQuery() => new()
    {
        Trailing = IsGiven(nameof(Trailing)) ? Trailing : null,
        NetIncludesReturned = NetIncludesReturned,
        IncludeOpen = IncludeOpen,
    };
}
