using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Churn rates by every named method, from a source or from ledger entries.</summary>
[Cmdlet(VerbsCommon.Get, "ChurnRate", DefaultParameterSetName = "Path")]
[OutputType(typeof(ChurnRate))]
public sealed class GetChurnRateCommand : GroupedLedgerCommand
{
    private const string All = nameof(All);

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChurnMethodCompleter))]
    public string[] Method { get; set; } = [nameof(ChurnMethod.Opening)];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [OneChoice(InList = true)]
    public ChurnBasis[] Basis { get; set; } = [ChurnBasis.Customers, ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue];

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    private protected override void ProcessSource(CustomerSource source) => WriteRates(GetLedger(source).Entries);

    private protected override bool TryTake(PSObject input)
    {
        if (ReadEntry(input) is not { } entry)
        {
            return false;
        }

        WriteRates([entry]);
        return true;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (!Basis.Contains(ChurnBasis.Customers) && !Methods().Contains(ChurnMethod.Opening))
        {
            throw new CustomerMetricsException("ChurnBasisNeedsOpening", FailureKind.InvalidArgument, "Churn of money exists for the method Opening only.", "Add -Method Opening, or -Basis Customers.");
        }
    });

    private void WriteRates(IEnumerable<CustomerLedgerEntry> entries)
    {
        foreach (var rate in Engine.GetChurn(entries, new ChurnQuery { Methods = Methods(), Bases = Basis, IncludeOpen = IncludeOpen }))
        {
            WriteRecord(rate, rate.Group);
        }
    }

    private IReadOnlyList<ChurnMethod> Methods() => Method.Contains(All, StringComparer.OrdinalIgnoreCase)
        ? (ChurnMethod[])Enum.GetValues(typeof(ChurnMethod))
        : Method.Select(Parse).Distinct().ToArray();

    // By name alone: the parser of enums also takes numbers and lists.
    private static ChurnMethod Parse(string name) => Enum.GetNames(typeof(ChurnMethod)).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } found
        ? (ChurnMethod)Enum.Parse(typeof(ChurnMethod), found)
        : throw new CustomerMetricsException("ChurnMethodUnknown", FailureKind.InvalidArgument, $"There is no churn method '{name}'.", $"The methods are {string.Join(", ", Enum.GetNames(typeof(ChurnMethod)))}, and All.", name);
}
