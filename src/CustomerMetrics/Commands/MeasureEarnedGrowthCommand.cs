using System;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>How much of the growth was earned by customers who stay and recommend, from a source or from figures; and the Net Promoter Score of a survey.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EarnedGrowth", DefaultParameterSetName = "Path")]
[OutputType(typeof(EarnedGrowth), typeof(NetPromoterScore))]
public sealed class MeasureEarnedGrowthCommand : ReferralCommand
{
    private const string FiguresSet = "Figures";
    private const string ScoreSet = "Score";

    private static readonly string[] SourceParameters =
        [nameof(Referral), nameof(ReferredByColumn), nameof(ChannelColumn), nameof(EarnedChannel), nameof(GroupBy), nameof(Period), nameof(ActivityRule), nameof(WindowDays), nameof(WarmUp), nameof(Since), nameof(Until), nameof(Last), nameof(AsOf), nameof(IncludeOpen)];

    /// <summary>The revenue of the period before.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FiguresSet)]
    public decimal BaseRevenue { get; set; }

    /// <summary>The revenue of the period.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FiguresSet)]
    public decimal Revenue { get; set; }

    /// <summary>The part of the base that its customers still pay.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FiguresSet)]
    public decimal NetRevenueRetention { get; set; }

    /// <summary>The revenue of new customers who were referred.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FiguresSet)]
    public decimal EarnedRevenue { get; set; }

    /// <summary>The revenue of other new customers.</summary>
    [Parameter(ParameterSetName = FiguresSet)]
    public decimal BoughtRevenue { get; set; }

    /// <summary>Answers from 0 to 10: files, or rows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ScoreSet)]
    [ValidateNotNullOrEmpty]
    public PSObject[] Score { get; set; } = [];

    /// <summary>The column of the channel by which a customer came.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ChannelColumn { get; set; }

    /// <summary>The channels that count as a recommendation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] EarnedChannel { get; set; } = [];

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    private protected override string[] GroupColumns => ChannelColumn is null ? base.GroupColumns : [.. base.GroupColumns, ChannelColumn];

    private bool HasSource => ParameterSetName is not (FiguresSet or ScoreSet);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (!HasSource && Array.Find(SourceParameters, IsGiven) is { } parameter)
        {
            throw new CustomerMetricsException("ParameterNeedsSource", FailureKind.InvalidArgument, $"-{parameter} belongs to a source, and there is none beside {(ParameterSetName is ScoreSet ? "scores" : "figures")}.", $"Leave out -{parameter}, or give a source instead.");
        }
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (HasSource)
        {
            base.ProcessRecord();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (HasSource)
        {
            base.EndProcessing();
        }
        else if (ParameterSetName is FiguresSet)
        {
            Run(() => WriteRecord(Engine.GetEarnedGrowth(GetFigures()), null, "Figures"));
        }
        else
        {
            Run(() => WriteObject(Engine.GetNetPromoterScore(SideTableReader.Read(this, Engine.ReadScores(ImportDefaults.Create(TimeZoneInfo.Local)), Score, StopToken))));
        }
    }

    private protected override void ProcessSource(CustomerSource source)
    {
        var sources = GetReferrals(source) with { ChannelColumn = ChannelColumn, EarnedChannels = EarnedChannel };
        var answer = Engine.GetEarnedGrowth(source, sources, GetLedgerQuery() with { GroupBy = GroupBy }, IncludeOpen, StopToken);
        Warn(answer.Warnings);
        foreach (var line in answer.Lines)
        {
            WriteRecord(line, line.Group);
        }
    }

    private EarnedGrowthFigures GetFigures() => new()
    {
        BaseRevenue = BaseRevenue,
        Revenue = Revenue,
        NetRevenueRetention = NetRevenueRetention,
        EarnedRevenue = EarnedRevenue,
        BoughtRevenue = IsGiven(nameof(BoughtRevenue)) ? BoughtRevenue : null,
    };
}
