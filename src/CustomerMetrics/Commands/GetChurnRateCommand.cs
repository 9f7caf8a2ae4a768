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
    public ChurnBasis[] Basis { get; set; } = [ChurnBasis.Customers, ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue];

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    private protected override void ProcessSource(CustomerSource source) => WriteRates(GetLedger(source).Entries);

    private protected override bool TryTake(PSObject input)
    {
        if (LedgerEntryReader.Read(input) is not { } entry)
        {
            return false;
        }

        WriteRates([entry]);
        return true;
    }

    private void WriteRates(IEnumerable<CustomerLedgerEntry> entries) =>
        WriteObject(Engine.GetChurn(entries, new ChurnQuery { Methods = Methods(), Bases = Basis, IncludeOpen = IncludeOpen }), enumerateCollection: true);

    private IReadOnlyList<ChurnMethod> Methods() => Method.Contains(All, StringComparer.OrdinalIgnoreCase)
        ? (ChurnMethod[])Enum.GetValues(typeof(ChurnMethod))
        : Method.Select(Parse).ToArray();

    private static ChurnMethod Parse(string name) => Enum.TryParse<ChurnMethod>(name, ignoreCase: true, out var method) && Enum.IsDefined(typeof(ChurnMethod), method)
        ? method
        : throw new CustomerMetricsException("ChurnMethodUnknown", FailureKind.InvalidArgument, $"There is no churn method '{name}'.", $"The methods are {string.Join(", ", Enum.GetNames(typeof(ChurnMethod)))}, and All.", name);
}
