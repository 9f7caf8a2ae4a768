using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>
/// Reads dates strictly from UTF-8 text into day numbers of the reporting zone. Without a format or a culture only dates that begin with the
/// year are a date, so that 01/02/2024 is never guessed.
/// </summary>
internal sealed partial class DateParser
{
    private const int MaxLength = 64;

    private readonly TimeZoneInfo zone;
    private readonly CultureInfo culture;
    private readonly string[] formats;
    private readonly bool formatsOnly;

    // By the place of the format: which of day and month it has first, both as numbers.
    private readonly DateOrder[] orders;

    // The date read last, as it was written.
    private readonly byte[] latest = new byte[MaxLength];
    private int latestLength;
    private int latestDay;
    private DateOrder latestOrder;

    public DateParser(TimeZoneInfo zone, CultureInfo? culture, IReadOnlyList<string> formats)
    {
        this.zone = zone;
        this.culture = culture ?? CultureInfo.InvariantCulture;
        formatsOnly = formats.Count > 0;
        foreach (var format in formats)
        {
            CheckIsWhole(format);
        }

        this.formats = formatsOnly ? [.. formats]
            : culture is null || culture.Equals(CultureInfo.InvariantCulture) ? []
            : [.. PatternsOf(culture)];
        orders = Array.ConvertAll(this.formats, OrderOf);
    }

    /// <summary>What the date read last says about the order of day and month.</summary>
    public DateOrder Order { get; private set; }

    [MethodImpl(Hot.Path)]
    public FieldStatus TryParse(ReadOnlySpan<byte> text, out int day)
    {
        // Most files are in the order of their dates.
        if (text.SequenceEqual(latest.AsSpan(0, latestLength)) && latestLength > 0)
        {
            day = latestDay;
            Order = latestOrder;
            return FieldStatus.Ok;
        }

        var status = Parse(FieldText.Trim(text), out day);
        if (status is FieldStatus.Ok && text.Length <= MaxLength)
        {
            text.CopyTo(latest);
            latestLength = text.Length;
            latestDay = day;
            latestOrder = Order;
        }

        return status;
    }

    /// <summary>The order that a date proves which no format could read: with day and month the other way round one could.</summary>
    public DateOrder OrderOfRejected(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[MaxLength];
        text = FieldText.Trim(text);
        if (text.Length > MaxLength || !FieldText.TryDecode(text, chars, out var length))
        {
            return DateOrder.None;
        }

        for (var i = 0; i < formats.Length; i++)
        {
            if (orders[i] is not DateOrder.None && DateTime.TryParseExact(chars[..length], Swapped(formats[i]), culture, DateTimeStyles.NoCurrentDateDefault, out _))
            {
                return orders[i] is DateOrder.DayFirst ? DateOrder.MonthFirst : DateOrder.DayFirst;
            }
        }

        return DateOrder.None;
    }

    /// <summary>A date that is no text.</summary>
    public int Convert(DateTimeOffset instant)
    {
        Order = DateOrder.None;
        return DayOf(instant.UtcDateTime);
    }

    /// <summary>A date that is no text; its kind says whether it is an instant or already a local time.</summary>
    public int Convert(DateTime date)
    {
        Order = DateOrder.None;
        return date.Kind is DateTimeKind.Unspecified ? DateOnly.FromDateTime(date).DayNumber : DayOf(date.ToUniversalTime());
    }

    public RowProblem Describe(FieldStatus status, ReadOnlySpan<byte> text, string column)
    {
        var shown = FieldText.Shorten(text);
        if (status is FieldStatus.Missing)
        {
            return new("DateMissing", column, "the date is empty", "Fill it in, or leave such rows out with -BadRow Skip or Report.");
        }

        if (status is FieldStatus.Impossible)
        {
            return new("DateImpossible", column, $"there is no day '{shown}'", "Correct it at its origin, or leave such rows out with -BadRow Skip or Report.");
        }

        if (formatsOnly)
        {
            return new("DateNotReadable", column, $"'{shown}' is not written as {Errors.List(formats)}", "Give every format that occurs: -DateFormat takes several.");
        }

        var parts = YearLast().Match(shown);
        if (parts.Success && formats.Length == 0)
        {
            return DescribeYearLast(parts, shown, column);
        }

        return new("DateNotReadable", column, $"'{shown}' is no date", "Dates are read as 2024-12-31; -DateFormat or -Culture says otherwise. Check that -DateColumn names the right column.");
    }

    private static RowProblem DescribeYearLast(Match parts, string shown, string column)
    {
        var a = parts.Groups["a"].Value;
        var b = parts.Groups["b"].Value;
        var year = parts.Groups["year"].Value;
        var dayFirst = Reading(year, b, a);
        var monthFirst = Reading(year, a, b);
        var separator = parts.Groups["separator"].Value;
        var rest = (year.Length == 4 ? "yyyy" : "yy") + (TimeOfDay().Match(shown) is { Success: true } time ? time.Groups["seconds"].Success ? " H:mm:ss" : " H:mm" : "");
        var remedy = $"Say how dates are written with -DateFormat 'd{separator}M{separator}{rest}' or 'M{separator}d{separator}{rest}', or with -Culture.";
        return (dayFirst, monthFirst) switch
        {
            (not null, not null) => new("DateAmbiguous", column, $"the date '{shown}' is {dayFirst} with the day first and {monthFirst} with the month first", remedy),
            _ when year.Length == 2 => new("DateAmbiguous", column, $"the date '{shown}' can be read in more than one order", remedy),
            (null, null) => new("DateImpossible", column, $"there is no day '{shown}', neither with the day nor with the month first", remedy),
            _ => new("DateAmbiguous", column, $"the date '{shown}' can only be {dayFirst ?? monthFirst}, but the order in the other rows is not known", remedy),
        };
    }

    private static string? Reading(string year, string month, string day) =>
        DateOnly.TryParseExact(string.Join('-', year, month, day), ["yyyy-M-d", "yy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^(?<a>\d{1,2})(?<separator>[./-])(?<b>\d{1,2})\k<separator>(?<year>\d{4}|\d{2})\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 100)]
    private static partial Regex YearLast();

    [GeneratedRegex(@" \d{1,2}:\d{2}(?<seconds>:\d{2})?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 100)]
    private static partial Regex TimeOfDay();

    // yyyy-MM-dd, yyyy/MM/dd, yyyy.MM.dd or yyyyMMdd, and a time with or without an offset after it.
    private FieldStatus Parse(ReadOnlySpan<byte> text, out int day)
    {
        Order = DateOrder.None;
        day = 0;
        if (text.IsEmpty)
        {
            return FieldStatus.Missing;
        }

        if (!formatsOnly)
        {
            var status = ParseYearFirst(text, out day);
            if (status is FieldStatus.Ok or FieldStatus.Impossible)
            {
                return status;
            }
        }

        return ParseByFormat(text, out day);
    }

    [MethodImpl(Hot.Path)]
    private FieldStatus ParseYearFirst(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        var rest = 10;
        int year, month, dayOfMonth;
        if (text.Length >= 10 && text[4] is (byte)'-' or (byte)'/' or (byte)'.' && text[7] == text[4])
        {
            year = Digits(text, 0, 4);
            month = Digits(text, 5, 2);
            dayOfMonth = Digits(text, 8, 2);
        }
        else if (text.Length == 8)
        {
            year = Digits(text, 0, 4);
            month = Digits(text, 4, 2);
            dayOfMonth = Digits(text, 6, 2);
            rest = 8;
        }
        else
        {
            return FieldStatus.NotReadable;
        }

        if (year < 0 || month < 0 || dayOfMonth < 0)
        {
            return FieldStatus.NotReadable;
        }

        if (year == 0 || month is 0 or > 12 || dayOfMonth == 0 || dayOfMonth > DateTime.DaysInMonth(year, month))
        {
            return FieldStatus.Impossible;
        }

        day = new DateOnly(year, month, dayOfMonth).DayNumber;
        return rest == text.Length ? FieldStatus.Ok : ParseTime(text[rest..], ref day);
    }

    private FieldStatus ParseTime(ReadOnlySpan<byte> text, ref int day)
    {
        if (text.Length < 6 || (text[0] is not ((byte)'T' or (byte)' ')) || text[3] != ':')
        {
            return FieldStatus.NotReadable;
        }

        var hour = Digits(text, 1, 2);
        var minute = Digits(text, 4, 2);
        var second = 0;
        var i = 6;
        if (i < text.Length && text[i] == ':')
        {
            second = text.Length >= 9 ? Digits(text, 7, 2) : -1;
            i = 9;
            if (i < text.Length && text[i] is (byte)'.' or (byte)',')
            {
                var fraction = ++i;
                while (i < text.Length && (uint)(text[i] - '0') <= 9)
                {
                    i++;
                }

                if (i == fraction)
                {
                    return FieldStatus.NotReadable;
                }
            }
        }

        if (hour < 0 || minute < 0 || second < 0)
        {
            return FieldStatus.NotReadable;
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return FieldStatus.Impossible;
        }

        var offset = text[Math.Min(i, text.Length)..].TrimStart((byte)' ');
        if (offset.IsEmpty)
        {
            return FieldStatus.Ok;
        }

        if (!TryParseOffset(offset, out var minutes))
        {
            return FieldStatus.NotReadable;
        }

        var ticks = (day * TimeSpan.TicksPerDay) + (hour * TimeSpan.TicksPerHour) + ((minute - minutes) * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return FieldStatus.Impossible;
        }

        day = DayOf(new DateTime(ticks, DateTimeKind.Utc));
        return FieldStatus.Ok;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z' or (byte)'z'] || text.SequenceEqual("UTC"u8))
        {
            return true;
        }

        if (text[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        var (hours, rest) = text.Length switch
        {
            3 => (Digits(text, 1, 2), 0),
            5 => (Digits(text, 1, 2), Digits(text, 3, 2)),
            6 when text[3] == ':' => (Digits(text, 1, 2), Digits(text, 4, 2)),
            _ => (-1, -1),
        };
        if (hours is < 0 or > 14 || rest is < 0 or > 59)
        {
            return false;
        }

        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private FieldStatus ParseByFormat(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        Span<char> chars = stackalloc char[MaxLength];
        if (formats.Length == 0 || text.Length > MaxLength || !FieldText.TryDecode(text, chars, out var length))
        {
            return FieldStatus.NotReadable;
        }

        for (var i = 0; i < formats.Length; i++)
        {
            var format = formats[i];

            // A format with a zone reads an instant; any other reads a local time.
            if (HasZone(format))
            {
                if (DateTimeOffset.TryParseExact(chars[..length], format, culture, DateTimeStyles.AssumeUniversal, out var instant))
                {
                    day = Convert(instant);
                    Order = OrderOf(instant.Date, orders[i]);
                    return FieldStatus.Ok;
                }
            }
            else if (DateTime.TryParseExact(chars[..length], format, culture, DateTimeStyles.NoCurrentDateDefault, out var date))
            {
                day = DateOnly.FromDateTime(date).DayNumber;
                Order = OrderOf(date, orders[i]);
                return FieldStatus.Ok;
            }
        }

        return FieldStatus.NotReadable;
    }

    private static DateOrder OrderOf(DateTime date, DateOrder format) =>
        format is DateOrder.None || date.Day == date.Month ? DateOrder.None : date.Day > 12 ? format : DateOrder.Either;

    private static DateOrder OrderOf(string format) => format.Length == 1 || format.Contains("MMM", StringComparison.Ordinal) || format.Contains("ddd", StringComparison.Ordinal)
        ? DateOrder.None
        : format.IndexOf('d', StringComparison.Ordinal) < format.IndexOf('M', StringComparison.Ordinal) ? DateOrder.DayFirst : DateOrder.MonthFirst;

    private static string Swapped(string format) => string.Concat(format.Select(c => c switch { 'd' => 'M', 'M' => 'd', _ => c }));

    // What a format leaves out would be filled up from the clock.
    private void CheckIsWhole(string format)
    {
        var sample = new DateTimeOffset(2021, 3, 14, 12, 0, 0, TimeSpan.Zero);
        string written;
        try
        {
            written = sample.ToString(format, culture);
        }
        catch (FormatException)
        {
            written = "";
        }

        if (!DateTime.TryParseExact(written, format, culture, DateTimeStyles.NoCurrentDateDefault | DateTimeStyles.AdjustToUniversal, out var read) || read.Date != sample.Date)
        {
            throw new CustomerMetricsException("DateFormatIncomplete", FailureKind.InvalidArgument, $"The date format '{format}' does not tell day, month and year.", "Give a format with d, M and y, such as dd.MM.yyyy.");
        }
    }

    private static bool HasZone(string format) => format.Contains('z') || format.Contains('K') || format is "o" or "O" or "r" or "R" or "u";

    // The culture's order and separator with a four-digit year; two-digit years leave the century open.
    private static IEnumerable<string> PatternsOf(CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.ShortDatePattern;
        var order = string.Concat(pattern.Where(c => c is 'd' or 'M' or 'y').Distinct());
        var separators = pattern.Where(c => c is not ('d' or 'M' or 'y' or '\'')).Distinct().Append('/').Distinct().Where(c => c is '.' or '/' or '-');
        foreach (var separator in separators)
        {
            var date = string.Join($"'{separator}'", order.Select(c => c == 'y' ? "yyyy" : c.ToString()));
            yield return date;
            yield return date + " H:mm";
            yield return date + " H:mm:ss";
            yield return date + " h:mm tt";
            yield return date + " h:mm:ss tt";
        }
    }

    private int DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone)).DayNumber;

    private static int Digits(ReadOnlySpan<byte> text, int start, int count)
    {
        var value = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit > 9)
            {
                return -1;
            }

            value = (value * 10) + (int)digit;
        }

        return value;
    }
}
