using System;
using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>
/// Reads money strictly from UTF-8 text into units of 1/10,000. Without a culture only plain digits with a decimal point are a number,
/// so that 1,5 is never 15.
/// </summary>
internal sealed class AmountParser
{
    private const int MaxLength = 64;

    private const decimal Largest = long.MaxValue / (decimal)Money.UnitsPerOne;

    // So many digits before the point leave room for four behind it.
    private const int PlainDigits = 14;

    private static readonly SearchValues<char> NumberChars = SearchValues.Create("+-0123456789.,");

    private readonly NumberFormatInfo? format;
    private readonly bool round;

    // Where the point parts thousands, 1.500 is no plain number.
    private readonly bool pointIsDecimal;

    public AmountParser(CultureInfo? culture, bool round)
    {
        format = culture is null || culture.Equals(CultureInfo.InvariantCulture) ? null : culture.NumberFormat;
        pointIsDecimal = format is null || format.NumberDecimalSeparator == ".";
        this.round = round;
    }

    /// <summary>What was rounded so far.</summary>
    public Rounding Rounded { get; private set; }

    /// <summary>What was rounded since it was taken last.</summary>
    public Rounding TakeRounded()
    {
        var taken = Rounded;
        Rounded = default;
        return taken;
    }

    [MethodImpl(Hot.Path)]
    public FieldStatus TryParse(ReadOnlySpan<byte> text, out long units)
    {
        text = FieldText.Trim(text);
        if (text.IsEmpty)
        {
            units = 0;
            return FieldStatus.Missing;
        }

        if (TryParsePlain(text, out units))
        {
            return FieldStatus.Ok;
        }

        return ParseSlowly(text, out units);
    }

    /// <summary>A number that is no text.</summary>
    public FieldStatus TryConvert(decimal amount, out long units)
    {
        var scaled = amount;
        if (decimal.Round(amount, Money.Scale) != amount)
        {
            if (!round)
            {
                units = 0;
                return FieldStatus.TooManyDecimals;
            }

            scaled = decimal.Round(amount, Money.Scale, MidpointRounding.AwayFromZero);
        }

        if (scaled is > Largest or < -Largest)
        {
            units = 0;
            return FieldStatus.OutOfRange;
        }

        units = (long)(scaled * Money.UnitsPerOne);
        if (scaled != amount)
        {
            Rounded += new Rounding(1, scaled - amount);
        }

        return FieldStatus.Ok;
    }

    public RowProblem Describe(FieldStatus status, ReadOnlySpan<byte> text, string column)
    {
        var shown = FieldText.Shorten(text);
        return status switch
        {
            FieldStatus.Missing => new("AmountMissing", column, "the amount is empty", "Fill it in, or leave such rows out with -BadRow Skip or Report."),
            FieldStatus.TooManyDecimals => new("AmountTooPrecise", column, $"the amount '{shown}' has more than four decimals", "Round it with -RoundAmount; the rows and the total difference are then reported."),
            FieldStatus.OutOfRange => OutOfRange($"the amount '{shown}'", column),
            FieldStatus.CurrencySign => new("AmountHasCurrencySign", column, $"the amount '{shown}' has a currency sign", "Export plain numbers, and name the column with the currency in -CurrencyColumn."),
            FieldStatus.Ambiguous when format is not null => new("AmountAmbiguous", column, $"the amount '{shown}' is not written as the culture does, with '{format.NumberDecimalSeparator}' before decimals and '{format.NumberGroupSeparator}' between thousands", "Check -Culture; without it numbers have a decimal point and nothing between thousands."),
            FieldStatus.Ambiguous => new("AmountAmbiguous", column, Ambiguity(shown), "Say how numbers are written with -Culture, for example -Culture en-US or -Culture de-DE."),
            _ => new("AmountNotReadable", column, $"'{shown}' is no amount", "Check that -AmountColumn names the right column; -Culture says how numbers are written."),
        };
    }

    public static RowProblem OutOfRange(string what, string column) =>
        new("AmountOutOfRange", column, what + " is too large to be counted exactly", "Amounts go up to 922,337,203,685,477; look for a wrong column.");

    private static string Ambiguity(string shown)
    {
        var comma = shown.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
        var point = shown.Replace(",", "", StringComparison.Ordinal);
        var lastComma = shown.LastIndexOf(',');
        var isDecimal = comma.AsSpan().Count('.') == 1 && shown.IndexOf('.', lastComma) < 0;
        var partsThousands = IsThousands(shown.AsSpan(lastComma + 1));
        return (isDecimal, partsThousands) switch
        {
            (true, true) => $"the amount '{shown}' is {comma} if the comma is a decimal sign and {point} if it parts thousands",
            (true, false) => $"the amount '{shown}' has a comma, which is {comma} only if it is a decimal sign",
            _ => $"the amount '{shown}' has commas, which is {point} only if they part thousands",
        };
    }

    // Three digits, up to the end or to a point.
    private static bool IsThousands(ReadOnlySpan<char> behind)
    {
        var end = behind.IndexOf('.');
        var digits = end < 0 ? behind : behind[..end];
        return digits.Length == 3 && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    // Sign, digits, point, up to four digits: what nearly every export holds.
    [MethodImpl(Hot.Path)]
    private bool TryParsePlain(ReadOnlySpan<byte> text, out long units)
    {
        units = 0;
        var i = 0;
        var negative = text[0] == '-';
        if (negative || text[0] == '+')
        {
            i = 1;
        }

        long value = 0;
        var digits = 0;
        for (; i < text.Length && digits <= PlainDigits && (uint)(text[i] - '0') <= 9; i++, digits++)
        {
            value = (value * 10) + (text[i] - '0');
        }

        if (digits is 0 or > PlainDigits)
        {
            return false;
        }

        var decimals = 0;
        if (i < text.Length && text[i] == '.' && pointIsDecimal)
        {
            for (i++; i < text.Length && decimals < Money.Scale && (uint)(text[i] - '0') <= 9; i++, decimals++)
            {
                value = (value * 10) + (text[i] - '0');
            }

            if (decimals == 0)
            {
                return false;
            }
        }

        if (i != text.Length)
        {
            return false;
        }

        for (; decimals < Money.Scale; decimals++)
        {
            value *= 10;
        }

        units = negative ? -value : value;
        return true;
    }

    private FieldStatus ParseSlowly(ReadOnlySpan<byte> text, out long units)
    {
        units = 0;
        Span<char> chars = stackalloc char[MaxLength];
        // The parser of decimals takes trailing NULs for the end of a text.
        if (text.Length > MaxLength || text.Contains((byte)0) || !FieldText.TryDecode(text, chars, out var length))
        {
            return FieldStatus.NotReadable;
        }

        var written = new StringBuilder(length);
        var status = format is null ? Invariant(chars[..length], written) : Cultural(chars[..length], format, written);
        if (status is not FieldStatus.Ok)
        {
            return status;
        }

        // Decimal rounds what it cannot hold; such digits are beyond any sum of money, so they are out of range.
        if (written.Length > 28)
        {
            return FieldStatus.OutOfRange;
        }

        return decimal.TryParse(written.ToString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? TryConvert(amount, out units)
            : FieldStatus.NotReadable;
    }

    private static FieldStatus Invariant(ReadOnlySpan<char> text, StringBuilder written)
    {
        if (FieldText.HasCurrencySign(text))
        {
            return FieldStatus.CurrencySign;
        }

        if (text.Contains(',') && text.IndexOfAnyExcept(NumberChars) < 0)
        {
            return FieldStatus.Ambiguous;
        }

        written.Append(text);
        return FieldStatus.Ok;
    }

    // Takes the culture's separators out, and refuses any that is not where the culture puts it.
    private static FieldStatus Cultural(ReadOnlySpan<char> text, NumberFormatInfo format, StringBuilder written)
    {
        if (FieldText.HasCurrencySign(text))
        {
            return FieldStatus.CurrencySign;
        }

        if (text[0] is '-' or '\u2212' or '+')
        {
            written.Append(text[0] == '+' ? "" : "-");
            text = text[1..];
        }

        var point = text.IndexOf(format.NumberDecimalSeparator, StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var digitsSinceSeparator = 0;
        var separators = 0;
        var expected = format.NumberGroupSizes is [var size, ..] ? size : 0;
        for (var i = whole.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(whole[i]))
            {
                digitsSinceSeparator++;
            }
            else if (IsGroupSeparator(whole[i], format) && i > 0 && digitsSinceSeparator == expected && expected > 0)
            {
                separators++;
                digitsSinceSeparator = 0;
                expected = format.NumberGroupSizes[Math.Min(separators, format.NumberGroupSizes.Length - 1)];
            }
            else
            {
                return text.IndexOfAnyExcept(NumberChars) < 0 ? FieldStatus.Ambiguous : FieldStatus.NotReadable;
            }
        }

        if (whole.IsEmpty || digitsSinceSeparator == 0 || (separators > 0 && digitsSinceSeparator > expected))
        {
            return FieldStatus.NotReadable;
        }

        foreach (var c in whole)
        {
            if (char.IsAsciiDigit(c))
            {
                written.Append(c);
            }
        }

        if (point >= 0)
        {
            var decimals = text[(point + format.NumberDecimalSeparator.Length)..];
            if (decimals.IsEmpty || decimals.IndexOfAnyExceptInRange('0', '9') >= 0)
            {
                return FieldStatus.NotReadable;
            }

            written.Append('.').Append(decimals);
        }

        return FieldStatus.Ok;
    }

    // Cultures differ over the years in which space or apostrophe they print; people type any of them.
    private static bool IsGroupSeparator(char c, NumberFormatInfo format) => format.NumberGroupSeparator is [var separator]
        && (c == separator || (IsSpace(separator) && IsSpace(c)) || (IsApostrophe(separator) && IsApostrophe(c)));

    private static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u202F';

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019';
}
