using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Of the customers who were lost, those who came back: rate, money and how long they had been away.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerWinBack", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerWinBack))]
public sealed class GetCustomerWinBackCommand : GroupedLedgerCommand
{
    /// <summary>The months after which somebody who was lost comes as new.</summary>
    [Parameter]
    public int NewAgainAfter { get; set; }

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    private protected override void ProcessSource(CustomerSource source)
    {
        var query = new WinBackQuery { Ledger = GetLedgerQuery(), NewAgainAfter = IsGiven(nameof(NewAgainAfter)) ? NewAgainAfter : null, IncludeOpen = IncludeOpen };
        var answer = Engine.GetWinBacks(source, query, StopToken);
        Warn(answer.Warnings);

        foreach (var period in answer.Periods)
        {
            WriteRecord(period, period.Group);
        }
    }
}
