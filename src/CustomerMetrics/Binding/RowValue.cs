using System;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>The value of a cell as the engine can read it.</summary>
internal static class RowValue
{
    private const string Deserialized = "Deserialized.";
    private const string Instant = Deserialized + "System.DateTimeOffset";
    private const string Day = Deserialized + "System.DateOnly";

    public static object? Of(object? value) => value is not PSObject wrapped ? value : wrapped.BaseObject switch
    {
        // First, since their types survive, and the names of types take their time.
        string or decimal or double or DateTime => wrapped.BaseObject,
        PSCustomObject => OfProperties(wrapped),
        var plain => IsDeserialized(wrapped) ? OfProperties(wrapped) : plain,
    };

    // Dates of these types do not survive a job or a remote session, but all they held does, as properties. What is left of any other object is its text.
    private static object OfProperties(PSObject value) => value.TypeNames[0] switch
    {
        Instant when value.Properties["Ticks"]?.Value is long ticks && value.Properties["Offset"]?.Value is TimeSpan offset => new DateTimeOffset(ticks, offset),
        Day when value.Properties["DayNumber"]?.Value is int day => DateTime.MinValue.AddDays(day),
        _ => value.ToString(),
    };

    private static bool IsDeserialized(PSObject value) => value.TypeNames.Count > 0 && value.TypeNames[0].StartsWith(Deserialized, StringComparison.Ordinal);
}
