using System;
using System.Globalization;
using System.Text;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Durations;

/// <summary>Reads the values of a table of durations, and takes nothing for what it may not be.</summary>
internal sealed class DurationFields(CultureInfo? culture)
{
    // Beyond the age of anything, in any unit.
    private const double Most = 1e9;

    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    public static bool IsEmpty(object? value) => value is null || (value is string text && text.Trim(Blanks).Length == 0);

    public static string Text(object? value) => (value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Trim(Blanks);

    public static RowProblem OfDuration(string column, string reason, string remedy) => new("DurationInvalid", column, reason, remedy);

    public static RowProblem OfEntry(string column, string reason, string remedy) => new("EntryInvalid", column, reason, remedy);

    public static RowProblem OfReason(string column) => new("ReasonWithoutLoss", column, "there is a reason, and the customer was not lost", "Leave the reason empty for those who are still there, or correct the event.");

    public bool TryReadAge(object? value, string column, Func<string, string, string, RowProblem> wrong, out double age, out RowProblem problem)
    {
        problem = null!;
        if (!TryReadNumber(value, out age))
        {
            problem = wrong(column, IsEmpty(value) ? "the field is empty" : $"'{Shown(value)}' is no number", Remedy(culture));
            return false;
        }

        if (age is >= 0 and <= Most)
        {
            // There is a zero below zero.
            age = Math.Abs(age);
            return true;
        }

        problem = wrong(column, Errors.Invariant($"{Shown(value)} is {(age < 0 ? "below 0" : "no length of time")}"), Errors.Invariant($"Give lengths of time from 0 to {Most:#,0}, all in one unit."));
        return false;
    }

    public bool TryReadEvent(object? value, string column, out bool isLost, out RowProblem problem)
    {
        problem = null!;
        isLost = value as bool? ?? bool.TryParse(Text(value), out var flag) && flag;
        if (value is bool || bool.TryParse(Text(value), out _))
        {
            return true;
        }

        if (TryReadNumber(value, out var number) && number is 0 or 1)
        {
            isLost = number == 1;
            return true;
        }

        problem = new("EventUnknown", column, IsEmpty(value) ? "the field is empty" : $"'{Shown(value)}' does not say whether the customer was lost", "Give 1 or true for the lost, and 0 or false for those who are still there; reasons go to -ReasonColumn.");
        return false;
    }

    private bool TryReadNumber(object? value, out double number)
    {
        switch (value)
        {
            case double or float or decimal or byte or sbyte or short or ushort or int or uint or long or ulong:
                number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return double.IsFinite(number);
            case string text:
                return double.TryParse(text.Trim(Blanks), Written, culture ?? CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
            default:
                number = 0;
                return false;
        }
    }

    private static string Remedy(CultureInfo? culture) => culture is null
        ? "Write it with a decimal point, or say with -Culture how numbers are written."
        : $"Write it as numbers are written in {culture.Name}, or give another -Culture.";

    private static string Shown(object? value) => FieldText.Shorten(Encoding.UTF8.GetBytes(Text(value)));
}
