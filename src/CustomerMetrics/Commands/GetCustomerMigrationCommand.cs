using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Who moved between groups or tiers from the opening to the close of a period, and what a customer in each is worth.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerMigration", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerMove), typeof(CustomerMoveSummary), typeof(MoveMatrix), typeof(CustomerMoveValue))]
public sealed class GetCustomerMigrationCommand : GroupedLedgerCommand
{
    private static readonly string[] OfValue = [nameof(DiscountRate), nameof(Horizon), nameof(RevenueByGroup), nameof(Seed)];

    /// <summary>The tiers, and the money from which on each begins.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TierTransformation]
    public GroupTier[] Tier { get; set; } = [];

    /// <summary>How many went up, down and nowhere, in the place of the cells.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>One object for each group at the opening, with a property for each at the close.</summary>
    [Parameter]
    public SwitchParameter AsMatrix { get; set; }

    /// <summary>What a customer in each group is worth, in the place of the cells.</summary>
    [Parameter]
    public SwitchParameter Value { get; set; }

    /// <summary>The rate of a year.</summary>
    [Parameter]
    public double DiscountRate { get; set; }

    [Parameter]
    [ValidateNotNull]
    [HorizonTransformation]
    [ArgumentCompleter(typeof(HorizonCompleter))]
    public Horizon Horizon { get; set; } = Horizon.Infinite;

    /// <summary>The money of a period by group.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? RevenueByGroup { get; set; }

    [Parameter]
    public long Seed { get; set; }

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (new[] { Summary, AsMatrix, Value }.Count(given => given) > 1)
        {
            throw new CustomerMetricsException("MoveOutputTwice", FailureKind.InvalidArgument, "-Summary, -AsMatrix and -Value each give something in the place of the cells.", "Give one of them.");
        }

        if (!Value && Array.Find(OfValue, IsGiven) is { } ofValue)
        {
            throw new CustomerMetricsException("MoveValueMissing", FailureKind.InvalidArgument, $"-{ofValue} says how customers are valued, and nothing asks for it.", $"Add -Value, or leave out -{ofValue}.");
        }

        if (Value && !IsGiven(nameof(DiscountRate)))
        {
            throw new CustomerMetricsException("DiscountRateMissing", FailureKind.InvalidArgument, "-Value needs -DiscountRate: what a year's delay takes off the money.", "Give the rate of a year that your business reckons with, such as -DiscountRate 0.1.");
        }
    });

    private protected override void ProcessSource(CustomerSource source)
    {
        var query = new MoveQuery { Ledger = GetLedgerQuery(), Tiers = Tier, IncludeOpen = IncludeOpen };
        if (Value)
        {
            var values = Engine.GetMoveValues(source, new() { Moves = query, DiscountRate = DiscountRate, Horizon = Horizon, Revenue = Money(), Seed = Seed }, StopToken);
            Warn(values.Warnings);
            WriteObject(values.Values, enumerateCollection: true);
            return;
        }

        var moves = Engine.GetMoves(source, query, StopToken);
        Warn(moves.Warnings);
        WriteObject(AsMatrix ? MoveTable.Of(moves) : Summary ? moves.Summary : moves.Cells, enumerateCollection: true);
    }

    private Dictionary<string, decimal>? Money()
    {
        if (RevenueByGroup is null)
        {
            return null;
        }

        try
        {
            return RevenueByGroup.Cast<DictionaryEntry>().ToDictionary(entry => entry.Key.ToString(), entry => Convert.ToDecimal(entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new CustomerMetricsException("StateRevenueInvalid", FailureKind.InvalidArgument, "-RevenueByGroup has something else than money.", "Give a number for each group: @{ Gold = 90; Silver = 20 }.", innerException: e);
        }
    }
}
