using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that asks a source for its ledger.</summary>
public abstract class LedgerCommand : PeriodCommand
{
    private static readonly string[] LedgerParameters =
        [nameof(Period), nameof(ActivityRule), nameof(WindowDays), nameof(WarmUp), nameof(Since), nameof(Until), nameof(Last), nameof(AsOf), nameof(GroupedLedgerCommand.GroupBy)];

    [Parameter]
    [OneChoice]
    public ActivityRule ActivityRule { get; set; }

    /// <summary>The days without an activity after which a customer is gone.</summary>
    [Parameter]
    public int WindowDays { get; set; }

    /// <summary>The periods at the beginning that only tell who was a customer before.</summary>
    [Parameter]
    public int WarmUp { get; set; }

    private protected LedgerQuery GetLedgerQuery() => new()
    {
        Period = Period,
        ActivityRule = IsGiven(nameof(ActivityRule)) ? ActivityRule : null,
        WindowDays = IsGiven(nameof(WindowDays)) ? WindowDays : null,
        GroupBy = GroupColumns,
        AsOf = GivenAsOf,
        WarmUp = IsGiven(nameof(WarmUp)) ? WarmUp : null,
        Since = GivenSince,
        Until = GivenUntil,
        Last = LastIsShown ? GivenLast : null,
    };

    /// <summary>False where -Last says how many periods are averaged: then it shapes no ledger.</summary>
    private protected virtual bool LastIsShown => true;

    private protected CustomerLedger GetLedger(CustomerSource source)
    {
        var ledger = Engine.GetLedger(source, GetLedgerQuery(), StopToken);
        Warn(ledger.Warnings);

        return ledger;
    }

    /// <summary>Takes an entry of a ledger from the pipeline; null when the input is none.</summary>
    private protected CustomerLedgerEntry? ReadEntry(PSObject input)
    {
        if (LedgerEntryReader.Read(input) is not { } entry)
        {
            return null;
        }

        return LedgerParameters.FirstOrDefault(name => IsGiven(name) && (LastIsShown || name != nameof(Last))) is { } parameter
            ? throw new CustomerMetricsException("LedgerAlreadyMade", FailureKind.InvalidArgument, $"The pipeline holds ledger entries, to which -{parameter} comes too late.", $"Give -{parameter} to Get-CustomerLedger, or pipe the table.")
            : entry;
    }
}
