using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that leads from the customer equity of one date to that of the next.</summary>
public abstract class BridgeCommand : EquityCommand
{
    /// <summary>What the last closing is valued with as well.</summary>
    [Parameter]
    [ValidateNotNull]
    [ModelTransformation]
    public CustomerModel? NewModel { get; set; }

    /// <summary>Per year.</summary>
    [Parameter]
    public double NewDiscountRate { get; set; }

    private protected IReadOnlyList<CustomerEquityBridge> GetBridges(CustomerSource source)
    {
        WarnOfEquity(source);
        var bridges = Engine.GetEquityBridge(source, GetQuery(), StopToken);
        foreach (var note in bridges.Select(bridge => bridge.Note).OfType<string>().Distinct())
        {
            WriteWarning(note);
        }

        return bridges;
    }

    private protected override EquityQuery GetQuery() => base.GetQuery() with
    {
        NewModel = NewModel,
        NewDiscountRate = IsGiven(nameof(NewDiscountRate)) ? NewDiscountRate : null,
    };
}
