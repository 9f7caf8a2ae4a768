using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>A column of a view: a property, or a script for each record.</summary>
/// <param name="Label">What stands over it.</param>
/// <param name="Property">The property; null for a script.</param>
/// <param name="Script">The script; null for a property.</param>
/// <param name="Format">How the prompt formats it; null as it is.</param>
internal sealed record RecordColumn(string Label, string? Property, string? Script, string? Format)
{
    // Beyond it no number of money or people has a meaning, and no decimal a place.
    private const double Largest = 1e27;

    /// <summary>How the format says that the value is to be read.</summary>
    public ValueKind KindOf(object?[] values)
    {
        if (values.Any(value => value is string))
        {
            return ValueKind.Text;
        }

        return Format switch
        {
            null => values.Any(value => value is DateTime) ? ValueKind.Date : ValueKind.Number,
            _ when Format.Contains("yyyy") => ValueKind.Date,
            _ when Format.Contains("%") || Format.StartsWith("{0:P", StringComparison.Ordinal) => ValueKind.Share,
            "{0:N2}" or "{0:F2}" or "{0:#,0.00}" or "{0:+#,0.00;-#,0.00;0.00}" => ValueKind.Money,
            "{0:N0}" or "{0:N1}" or "{0:#,0}" or "{0:#,0.##}" or "{0:+#,0;-#,0;0}" or "{0:+#,0.##;-#,0.##;0}" => ValueKind.Count,
            _ => ValueKind.Number,
        };
    }

    /// <summary>A number, a date, text or null.</summary>
    public object? ValueOf(PSObject record, CommandInvocationIntrinsics invoke) =>
        Plain(Property is not null ? record.Properties[Property]?.Value : Evaluate(record, invoke));

    /// <summary>A line of a list, as the prompt writes it.</summary>
    public object? Written(object? value, CultureInfo culture) => value is null or string or DateTime ? value : string.Format(culture, Format ?? "{0}", value);

    private object? Evaluate(PSObject record, CommandInvocationIntrinsics invoke)
    {
        var found = invoke.NewScriptBlock(Script).InvokeWithContext(null, [new PSVariable("_", record)], []);
        return found.Count switch
        {
            0 => null,
            1 => found[0] is { BaseObject: string text } ? WithoutColour(text) : found[0],
            _ => string.Join(" ", found),
        };
    }

    private static object? Plain(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        string { Length: 0 } => null,
        string text => text,
        DateTime date => date,
        bool flag => flag ? "Yes" : "No",
        Enum choice => choice.ToString(),
        double number when double.IsNaN(number) => null,
        double number when Math.Abs(number) > Largest => number.ToString("G4", CultureInfo.CurrentCulture),
        double or decimal or int or long => value is PSObject number ? number.BaseObject : value,
        float number => (double)number,
        IEnumerable items => string.Join(", ", items.Cast<object>()),
        var other => Convert.ToString(other, CultureInfo.CurrentCulture),
    };

    // The console's colours are no part of the text.
    private static string WithoutColour(string text)
    {
        for (var start = text.IndexOf('\u001b'); start >= 0; start = text.IndexOf('\u001b'))
        {
            var end = text.IndexOf('m', start);
            text = text.Remove(start, (end < 0 ? text.Length - 1 : end) - start + 1);
        }

        return text;
    }
}
