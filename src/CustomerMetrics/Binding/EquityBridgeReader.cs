using System;
using System.Globalization;
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

        return Needed.All(name => input.Properties[name] is not null) ? ReadProperties(input) : null;
    }

    private static CustomerEquityBridge ReadProperties(PSObject input) => new()
    {
        Start = Value<DateTime>(input, "Start"),
        End = Value<DateTime>(input, "End"),
        Class = Value<EquityClass>(input, "Class"),
        Group = Text(input, "Group"),
        Customers = Value<long>(input, "Customers"),
        Opening = Value<decimal>(input, "Opening"),
        NewEquity = Value<decimal>(input, "NewEquity"),
        Accretion = Value<decimal>(input, "Accretion"),
        ExpectedCash = Value<decimal>(input, "ExpectedCash"),
        HorizonEffect = Value<decimal>(input, "HorizonEffect"),
        Surprise = Value<decimal>(input, "Surprise"),
        Moved = Value<decimal>(input, "Moved"),
        AssumptionEffect = Value<decimal>(input, "AssumptionEffect"),
        Closing = Value<decimal>(input, "Closing"),
        Check = Value<decimal>(input, "Check"),
        ActualCash = Value<decimal>(input, "ActualCash"),
        Model = Value<ModelKind>(input, "Model"),
        ModelAsOf = Value<DateTime>(input, "ModelAsOf"),
        Horizon = Text(input, "Horizon") ?? "",
        DiscountRate = Value<double>(input, "DiscountRate"),
        MarginRate = Text(input, "MarginRate") is null ? null : Value<double>(input, "MarginRate"),
        Note = Text(input, "Note"),
        GroupBy = Text(input, "GroupBy"),
        Currency = Text(input, "Currency"),
    };

    private static string? Text(PSObject input, string name) => Raw(input, name) is { } value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private static object? Raw(PSObject input, string name) => input.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value).BaseObject : null;

    // Export-Csv writes numbers and dates in the culture of its session.
    private static T Value<T>(PSObject input, string name)
        where T : struct
    {
        var value = Raw(input, name);
        if (value is null or "")
        {
            return default;
        }

        foreach (var culture in new[] { CultureInfo.InvariantCulture, CultureInfo.CurrentCulture })
        {
            if (LanguagePrimitives.TryConvertTo<T>(value, culture, out var converted))
            {
                return converted;
            }
        }

        throw new CustomerMetricsException("BridgeInvalid", FailureKind.InvalidData, $"The equity bridge cannot be read: look at its {name}.", "Pipe the output of Get-CustomerEquityBridge, or what Export-Csv and Import-Csv made of it in the same culture.");
    }
}
