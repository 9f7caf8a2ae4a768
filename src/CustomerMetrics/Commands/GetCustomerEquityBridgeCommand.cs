using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>How customer equity came from one date to the next.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerEquityBridge", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerEquityBridge))]
public sealed class GetCustomerEquityBridgeCommand : BridgeCommand
{
    private protected override void ProcessSource(CustomerSource source)
    {
        foreach (var bridge in GetBridges(source))
        {
            WriteRecord(bridge, bridge.Group);
        }
    }
}
