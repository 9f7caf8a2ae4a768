using System;
using System.Globalization;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Numbers as a reader of any culture understands them, with thousands commas and a decimal point, or as those of one culture write them; with a real minus sign.</summary>
internal static class NumberText
{
    public const string Minus = "\u2212";
    public const string Nothing = "\u2013";

    public static string Count(decimal value) => Text(value, "#,0.##");

    public static string Money(decimal value) => Text(value, "#,0.00");

    /// <summary>With all of its decimals.</summary>
    public static string Exact(decimal value) => Text(value, "#,0.############################");

    public static string Whole(decimal value) => Text(decimal.Round(value, MidpointRounding.AwayFromZero), "#,0");

    // A share that is not quite nothing, or not quite all, is never rounded to it.
    public static string Share(double share)
    {
        var size = Math.Abs(share);
        return size switch
        {
            > 0 and < 0.0005 => share < 0 ? ">" + Percent(-0.001m) : "<" + Percent(0.001m),
            >= 0.9995 and < 1 => share < 0 ? "<" + Percent(-0.999m) : ">" + Percent(0.999m),
            _ => Percent((decimal)Math.Clamp(share, -1e9, 1e9)),
        };
    }

    public static string Date(DateTime date) => TextCulture.IsInvariant ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date.ToString(WholeYear(TextCulture.Current.DateTimeFormat.ShortDatePattern), TextCulture.Current);

    /// <summary>A headline figure: money in whole units, as a lead says it.</summary>
    public static string Figure(object? value, ValueKind kind) =>
        value is decimal money && kind is ValueKind.Money ? Whole(money) : Cell(value, kind);

    /// <summary>A cell of a table.</summary>
    public static string Cell(object? value, ValueKind kind) => value switch
    {
        null => Nothing,
        string text => text,
        DateTime date => Date(date),
        double share when kind is ValueKind.Share or ValueKind.Bar => Share(share),
        IConvertible number => Number(number.ToDecimal(CultureInfo.InvariantCulture), kind),
        _ => throw new ArgumentException("A cell is a number, a date or text, not " + value.GetType().Name + ".", nameof(value)),
    };

    /// <summary>At most seven characters with its sign, so that it fits over a bar; the exact number stands in a table.</summary>
    public static string Compact(decimal value, ValueKind kind) => Math.Abs(value) switch
    {
        < 10m when kind is ValueKind.Money && value != decimal.Truncate(value) => Text(value, "0.00"),
        < 9_999.5m => Whole(value),
        < 99_999.5m when kind is ValueKind.Count => Whole(value),
        < 999_950m => Text(value / 1_000m, "0.0k"),
        < 999_995_000m => Text(value / 1_000_000m, "0.00M"),
        < 999_995_000_000m => Text(value / 1_000_000_000m, "0.00B"),
        _ => Text(value / 1_000_000_000_000m, "#,0.0T"),
    };

    private static string Percent(decimal share) => Text(share, "#,0.0%");

    private static string Number(decimal value, ValueKind kind) => kind switch
    {
        ValueKind.Money or ValueKind.Mean => Money(value),
        ValueKind.Number => Text(value, "0.####"),
        ValueKind.Share or ValueKind.Bar => Share((double)value),
        _ => Count(value),
    };

    private static string Text(decimal value, string format)
    {
        var text = Math.Abs(value).ToString(format, TextCulture.Current);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? Minus + text : text;
    }

    // Of two digits nobody knows the century, and many the day from the year.
    private static string WholeYear(string pattern) =>
        pattern.Contains("yyyy", StringComparison.Ordinal) ? pattern : pattern.Replace(pattern.Contains("yy", StringComparison.Ordinal) ? "yy" : "y", "yyyy", StringComparison.Ordinal);
}
