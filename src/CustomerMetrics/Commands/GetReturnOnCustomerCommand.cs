using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Return on Customer, from a source or from equity bridges.</summary>
[Cmdlet(VerbsCommon.Get, "ReturnOnCustomer", DefaultParameterSetName = "Path")]
[OutputType(typeof(ReturnOnCustomer))]
public sealed class GetReturnOnCustomerCommand : BridgeCommand
{
    private static readonly string[] BridgeParameters = [nameof(At), nameof(Model), nameof(Horizon), nameof(DiscountRate), nameof(Margin), nameof(GroupBy), nameof(NewModel), nameof(NewDiscountRate), nameof(AsOf)];

    private protected override void ProcessSource(CustomerSource source) => WriteReturns(GetBridges(source));

    private protected override bool TryTake(PSObject input)
    {
        if (EquityBridgeReader.Read(input) is not { } bridge)
        {
            return false;
        }

        if (BridgeParameters.FirstOrDefault(IsGiven) is { } parameter)
        {
            throw new CustomerMetricsException("BridgeAlreadyMade", FailureKind.InvalidArgument, $"The pipeline holds equity bridges, to which -{parameter} comes too late.", $"Give -{parameter} to Get-CustomerEquityBridge, or pipe the table.");
        }

        WriteReturns([bridge]);
        return true;
    }

    private void WriteReturns(IEnumerable<CustomerEquityBridge> bridges)
    {
        foreach (var found in Engine.GetReturn(bridges))
        {
            WriteRecord(found, found.Group);
        }
    }
}
