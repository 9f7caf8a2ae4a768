using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Renewal rates: of the terms that ended in a period, how many were renewed, and with what money.</summary>
[Cmdlet(VerbsCommon.Get, "RenewalRate", DefaultParameterSetName = "Path")]
[OutputType(typeof(RenewalRate))]
public sealed class GetRenewalRateCommand : PeriodCommand
{
    /// <summary>The days from a purchase to the day on which the next one is due.</summary>
    [Parameter]
    public int TermDays { get; set; }

    /// <summary>What the customer's own median gap is multiplied with, where no number of days fits all.</summary>
    [Parameter]
    public decimal GapFactor { get; set; }

    /// <summary>The days after the end of a term in which a renewal still counts.</summary>
    [Parameter]
    public int GraceDays { get; set; }

    /// <summary>The column that tells the contracts of one customer apart.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ContractColumn { get; set; }

    /// <summary>The group columns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>Why customers left or stayed: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Reason { get; set; } = [];

    private protected override string[] GroupColumns => GroupBy;

    private protected override void ProcessSource(CustomerSource source)
    {
        var renewals = Engine.GetRenewals(source, Reason.Length == 0 ? null : ReadReasons(source, Reason, ReasonDirection.Out), GetQuery(), StopToken);
        Warn(renewals.Warnings);

        foreach (var rate in renewals.Rates)
        {
            WriteRecord(rate, rate.Group, rate.GapFactor is null ? "" : "Personal");
        }
    }

    private RenewalQuery GetQuery() => new()
    {
        Period = Period,
        TermDays = IsGiven(nameof(TermDays)) ? TermDays : null,
        GapFactor = IsGiven(nameof(GapFactor)) ? GapFactor : null,
        GraceDays = IsGiven(nameof(GraceDays)) ? GraceDays : null,
        ContractColumn = ContractColumn,
        GroupBy = GroupBy,
        AsOf = GivenAsOf,
        Since = GivenSince,
        Until = GivenUntil,
        Last = GivenLast,
    };
}
