using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>What was spent on winning the customers of each channel, and what they have brought since.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "AcquisitionReturn", DefaultParameterSetName = "Path")]
[OutputType(typeof(AcquisitionReturn))]
public sealed class MeasureAcquisitionReturnCommand : PeriodCommand
{
    /// <summary>The column that tells the channel of a row.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string ChannelColumn { get; set; } = "";

    /// <summary>The spend by channel and time: files, or rows.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] Spend { get; set; } = [];

    /// <summary>The margin as a share of revenue.</summary>
    [Parameter]
    public double Margin { get; set; }

    /// <summary>The whole range alone, and not cohort by cohort.</summary>
    [Parameter]
    public SwitchParameter Total { get; set; }

    private protected override string[] GroupColumns => [ChannelColumn];

    private protected override void ProcessSource(CustomerSource source)
    {
        var spend = ReadSideTable(source, Spend, nameof(Spend), "spend", Engine.ReadSpend);
        WriteVerbose($"Spend: {spend.Rows} rows of {spend.Channels.Length} channels.");
        var answer = Engine.GetAcquisition(source, spend, GetQuery(), StopToken);
        Warn(answer.Warnings);
        foreach (var line in answer.Returns)
        {
            WriteObject(line);
        }
    }

    private AcquisitionQuery GetQuery() => new()
    {
        ChannelColumn = ChannelColumn,
        Period = Period,
        Margin = IsGiven(nameof(Margin)) ? Margin : null,
        IsTotal = Total,
        AsOf = GivenAsOf,
        Since = GivenSince,
        Until = GivenUntil,
        Last = GivenLast,
    };
}
