using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads an equity bridge back from an object that merely looks like one: after a job, a remote session or a CSV.</summary>
internal static class EquityBridgeReader
{
    private static readonly string[] Needed = ["Start", "End", "Class", "Opening", "Closing", "ActualCash"];

    /// <returns>Null when the object is no bridge.</returns>
    public static CustomerEquityBridge? Read(PSObject input)
    {
        if (input.BaseObject is CustomerEquityBridge bridge)
        {
            return bridge;
        }

        return Needed.All(name => input.Properties[name] is not null) ? new Reader(input).Read() : null;
    }

    private sealed class Reader(PSObject input) : PropertyReader(input)
    {
        public CustomerEquityBridge Read()
        {
            var bridge = new CustomerEquityBridge
            {
                Start = Date("Start") ?? throw Unreadable("Start"),
                End = Date("End") ?? throw Unreadable("End"),
                Class = Choice<EquityClass>("Class") ?? throw Unreadable("Class"),
                Group = Text("Group"),
                Customers = Count("Customers"),
                Opening = Money("Opening"),
                NewEquity = Money("NewEquity"),
                Accretion = Money("Accretion"),
                ExpectedCash = Money("ExpectedCash"),
                HorizonEffect = Money("HorizonEffect"),
                Surprise = Money("Surprise"),
                Moved = Money("Moved"),
                AssumptionEffect = Money("AssumptionEffect"),
                Closing = Money("Closing"),
                Check = Money("Check"),
                ActualCash = Money("ActualCash"),
                Model = Choice<ModelKind>("Model") ?? default,
                ModelAsOf = Date("ModelAsOf") ?? default,
                Horizon = Text("Horizon") ?? "",
                DiscountRate = Real("DiscountRate") ?? 0,
                MarginRate = Real("MarginRate"),
                Note = Text("Note"),
                GroupBy = Text("GroupBy"),
                Currency = Text("Currency"),
            };
            var sum = bridge.Opening + bridge.NewEquity + bridge.Accretion - bridge.ExpectedCash + bridge.HorizonEffect + bridge.Surprise + bridge.Moved + bridge.AssumptionEffect;
            return sum == bridge.Closing ? bridge : throw Unreadable("Closing, which is not what its lines add up to");
        }

        private protected override CustomerMetricsException Unreadable(string name) => new(
            "BridgeInvalid",
            FailureKind.InvalidData,
            $"The equity bridge cannot be read: look at its {name}.",
            "Pipe the output of Get-CustomerEquityBridge, or what Export-Csv and Import-Csv made of it in the same culture.");
    }
}
