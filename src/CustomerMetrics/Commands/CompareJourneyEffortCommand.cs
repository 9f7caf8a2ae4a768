using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>The share of effort of each stage of the journey beside its share of the losses.</summary>
[Cmdlet(VerbsData.Compare, "JourneyEffort", DefaultParameterSetName = "Path")]
[OutputType(typeof(JourneyEffort))]
public sealed class CompareJourneyEffortCommand : GroupedLedgerCommand
{
    /// <summary>The reasons of the lost: files, or rows.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] Reason { get; set; } = [];

    /// <summary>The stages with their effort and the reasons that come from them: files, or rows.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] Stage { get; set; } = [];

    /// <summary>Both sides of the purchase instead of each stage.</summary>
    [Parameter]
    public SwitchParameter ByPhase { get; set; }

    /// <summary>The days by which a reason may be dated too early or too late.</summary>
    [Parameter]
    public int WithinDays { get; set; }

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    private protected override void ProcessSource(CustomerSource source)
    {
        var stages = ReadSideTable(source, Stage, nameof(Stage), "stages", Engine.ReadStages);
        var reasons = ReadReasons(source, Reason, ReasonDirection.Out);
        var answer = Engine.GetJourneys(source, reasons, stages, new() { Ledger = GetLedgerQuery(), WithinDays = WithinDays, IncludeOpen = IncludeOpen }, ByPhase, StopToken);
        foreach (var warning in answer.Warnings)
        {
            WriteWarning(warning);
        }

        foreach (var effort in answer.Efforts)
        {
            WriteRecord(effort, effort.Group);
        }
    }
}
