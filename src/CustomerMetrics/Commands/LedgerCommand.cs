using System;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that asks a source for its ledger.</summary>
public abstract class LedgerCommand : SourceCommand
{
    private static readonly string[] LedgerParameters =
        [nameof(Period), nameof(ActivityRule), nameof(WindowDays), nameof(WarmUp), nameof(Since), nameof(Until), nameof(Last), nameof(AsOf), nameof(GroupedLedgerCommand.GroupBy)];

    /// <summary>The length of a period.</summary>
    [Parameter]
    public PeriodUnit Period { get; set; } = PeriodUnit.Month;

    [Parameter]
    public ActivityRule ActivityRule { get; set; }

    /// <summary>The days without an activity after which a customer is gone.</summary>
    [Parameter]
    public int WindowDays { get; set; }

    /// <summary>The periods at the beginning that only tell who was a customer before.</summary>
    [Parameter]
    public int WarmUp { get; set; }

    [Parameter]
    public DateTime Since { get; set; }

    [Parameter]
    public DateTime Until { get; set; }

    [Parameter]
    public int Last { get; set; }

    private protected LedgerQuery GetLedgerQuery() => new()
    {
        Period = Period,
        ActivityRule = ActivityRule,
        WindowDays = IsGiven(nameof(WindowDays)) ? WindowDays : null,
        GroupBy = GroupColumns,
        AsOf = GivenAsOf,
        WarmUp = IsGiven(nameof(WarmUp)) ? WarmUp : null,
        Since = IsGiven(nameof(Since)) ? Since.Date : null,
        Until = IsGiven(nameof(Until)) ? Until.Date : null,
        Last = IsGiven(nameof(Last)) ? Last : null,
    };

    private protected CustomerLedger GetLedger(CustomerSource source)
    {
        var ledger = Engine.GetLedger(source, GetLedgerQuery(), StopToken);
        foreach (var warning in ledger.Warnings)
        {
            WriteWarning(warning);
        }

        return ledger;
    }

    /// <summary>A bound parameter that shapes a ledger; null when there is none.</summary>
    private protected string? GivenLedgerParameter() => LedgerParameters.FirstOrDefault(IsGiven);

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
