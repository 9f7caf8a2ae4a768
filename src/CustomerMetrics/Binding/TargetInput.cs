using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads a property of any object, with its interval, and what tells the object's series apart from others.</summary>
internal sealed class TargetInput(PSObject input, string property) : PropertyReader(input)
{
    // Of a record with a Low and a High they belong to one of its figures.
    private static readonly Dictionary<string, string> Owners = new(StringComparer.Ordinal)
    {
        [nameof(CustomerReason)] = nameof(CustomerReason.CustomerShare),
        [nameof(CustomerEquity)] = nameof(CustomerEquity.Equity),
        [nameof(CustomerValueEstimate)] = nameof(CustomerValueEstimate.Value),
        [nameof(RetentionImpact)] = nameof(RetentionImpact.Retention),
        [nameof(SurvivalLine)] = nameof(SurvivalLine.Share),
    };

    private static readonly string[] SeriesNames = ["Group", "Basis", "Method", "Movement", "Direction", "Reason", "Class", "Cohort", "Channel", "Segment", "From", "To", "Unit", "Currency"];

    private static readonly string[] LabelNames = ["Period", "Group", "Basis", "Method", "Movement"];

    private static readonly string[] Numbers = ["Int32", "Int64", "Double", "Decimal"];

    private readonly PSObject input = input;

    /// <summary>Whether the object says that its period is over; objects that say nothing are taken to be.</summary>
    public bool IsComplete => Flag("IsComplete") ?? true;

    public DateTime? Start => Date("Start");

    public DateTime? End => Date("End");

    /// <summary>What the records of one series share.</summary>
    public string Series => string.Join("\0", SeriesNames.Select(name => IsCalled(name) ? "" : Text(name)));

    /// <summary>What messages call the object; never a customer.</summary>
    public string Label => string.Join(" ", LabelNames.Select(Text).OfType<string>());

    public TargetReading Read()
    {
        var found = input.Properties[property] ?? throw new CustomerMetricsException(
            "TargetPropertyMissing",
            FailureKind.InvalidArgument,
            $"The object has no property '{property}'.",
            $"Name one of its numbers with -Property: {Offered()}.");
        var hasOwn = input.Properties[found.Name + "Low"] is not null;
        var ownsBare = found.Name == (Owners.TryGetValue(Kind, out var owner) ? owner : "Rate");
        var residual = found.Name.EndsWith("Value", StringComparison.Ordinal) ? found.Name.Substring(0, found.Name.Length - "Value".Length) : found.Name;
        var stem = hasOwn ? found.Name : ownsBare ? "" : residual;
        return stem.Length == 0 && !ownsBare
            ? new(Number(found.Name), null, null)
            : new(Number(found.Name), Number(stem + "Low"), Number(stem + "High"));
    }

    private protected override CustomerMetricsException Unreadable(string name) =>
        new("TargetPropertyNotNumber", FailureKind.InvalidData, $"The property '{name}' cannot be read as what it should be.", $"Name one of the object's numbers with -Property: {Offered()}.");

    private string Kind => input.TypeNames.Select(name => name.Split('#')[0].Split('.').Last()).FirstOrDefault(Owners.ContainsKey) ?? "";

    private bool IsCalled(string name) => string.Equals(name, property, StringComparison.OrdinalIgnoreCase);

    private string Offered() => string.Join(", ", input.Properties.Where(found => IsNumber(found.TypeNameOfValue)).Select(found => found.Name).Take(12));

    private static bool IsNumber(string type) => type is not null && Numbers.Any(type.Contains);
}
