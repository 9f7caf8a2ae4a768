using System;
using System.Globalization;
using System.Text;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Rows;

/// <summary>One value of a row of objects: its text, its day, its money.</summary>
internal static class FieldValue
{
    /// <summary>The text of a value in UTF-8.</summary>
    /// <param name="value">The value.</param>
    /// <param name="buffer">Takes the text.</param>
    public static ReadOnlySpan<byte> ToText(object? value, ref byte[] buffer)
    {
        var written = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var most = Encoding.UTF8.GetMaxByteCount(written.Length);
        if (buffer.Length < most)
        {
            buffer = new byte[most];
        }

        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(written, buffer));
    }

    /// <summary>The day of a value, by the parser of text where it is none already.</summary>
    /// <param name="dates">Reads text.</param>
    /// <param name="value">The value.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="buffer">Takes the text.</param>
    /// <param name="day">The day.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryReadDate(DateParser dates, object? value, string column, ref byte[] buffer, out int day, out RowProblem problem)
    {
        problem = null!;
        switch (value)
        {
            case DateTime date:
                day = dates.Convert(date);
                return true;
            case DateTimeOffset instant:
                day = dates.Convert(instant);
                return true;
            case DateOnly date:
                day = date.DayNumber;
                return true;
            default:
                var written = ToText(value, ref buffer);
                var status = dates.TryParse(written, out day);
                problem = status is FieldStatus.Ok ? null! : dates.Describe(status, written, column);
                return status is FieldStatus.Ok;
        }
    }

    /// <summary>The money of a value, by the parser of text where it is no number already.</summary>
    /// <param name="amounts">Reads text.</param>
    /// <param name="value">The value.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="buffer">Takes the text.</param>
    /// <param name="units">The money.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryReadAmount(AmountParser amounts, object? value, string column, ref byte[] buffer, out long units, out RowProblem problem)
    {
        problem = null!;
        var status = value switch
        {
            null or string => amounts.TryParse(ToText(value, ref buffer), out units),
            decimal exact => amounts.TryConvert(exact, out units),
            double floating => TryConvertFloating(amounts, floating, out units),
            float floating => TryConvertFloating(amounts, floating, out units),
            byte or sbyte or short or ushort or int or uint or long or ulong => amounts.TryConvert(Convert.ToDecimal(value, CultureInfo.InvariantCulture), out units),
            _ => amounts.TryParse(ToText(value, ref buffer), out units),
        };
        if (status is FieldStatus.Ok)
        {
            return true;
        }

        problem = amounts.Describe(status, ToText(value, ref buffer), column);
        return false;
    }

    // The decimal of fifteen digits is what the binary number was written as.
    private static FieldStatus TryConvertFloating(AmountParser amounts, double value, out long units)
    {
        units = 0;
        if (!double.IsFinite(value))
        {
            return FieldStatus.NotReadable;
        }

        return Math.Abs(value) >= 1e15 ? FieldStatus.OutOfRange : amounts.TryConvert((decimal)value, out units);
    }

    // Its shortest text is what a database shows of it, and holds the cents of up to nine digits. What arithmetic left behind them is no money: seven digits are sure.
    private static FieldStatus TryConvertFloating(AmountParser amounts, float value, out long units)
    {
        if (!float.IsFinite(value) || Math.Abs(value) >= 1e15f)
        {
            return TryConvertFloating(amounts, (double)value, out units);
        }

        var shortest = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return amounts.TryConvert(decimal.Round(shortest, Money.Scale) == shortest ? shortest : (decimal)value, out units);
    }
}
