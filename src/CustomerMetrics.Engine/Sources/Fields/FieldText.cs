using System;
using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>Text of one field: trimming, decoding, and what of it may be shown.</summary>
internal static class FieldText
{
    /// <summary>Bytes of the longest id or group. A longer one is no name, and many of them would fill the memory.</summary>
    public const int LongestName = 1 << 16;

    private const int ShownLength = 40;

    /// <summary>Takes ASCII blanks off both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => !text.IsEmpty && text[0] > ' ' && text[^1] > ' ' ? text : TrimBlanks(text);

    /// <summary>Checks an id or a group: there is none, it is too long, no valid UTF-8, or it holds NUL bytes.</summary>
    [MethodImpl(Hot.Path)]
    public static FieldStatus Check(ReadOnlySpan<byte> trimmed)
    {
        if (trimmed.IsEmpty)
        {
            return FieldStatus.Missing;
        }

        if (trimmed.Length > LongestName)
        {
            return FieldStatus.TooLong;
        }

        return IsPlain(trimmed) ? FieldStatus.Ok
            : trimmed.Contains((byte)0) ? FieldStatus.HasNul
            : Utf8.IsValid(trimmed) ? FieldStatus.Ok
            : FieldStatus.NotText;
    }

    /// <param name="status">What <see cref="Check"/> found.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="missing">The problem of an empty field.</param>
    public static RowProblem Describe(FieldStatus status, string column, Func<string, RowProblem> missing) =>
        status is FieldStatus.Missing ? missing(column) : DescribeText(status, column);

    /// <summary>What is wrong with text that may be empty.</summary>
    public static RowProblem DescribeText(FieldStatus status, string column) => status switch
    {
        FieldStatus.HasNul => new("TextHasNul", column, "the field holds NUL bytes", "The file may be UTF-16 without a byte order mark (-Encoding unicode), or it is damaged."),
        FieldStatus.TooLong => new("TextTooLong", column, "the field is longer than 64 KB, which no id or group is", "Check that the right column is named; correct the export, or leave such rows out with -BadRow Skip or Report."),
        _ => new("TextNotUtf8", column, "the field is not valid UTF-8", "Name the encoding of the file, for example -Encoding windows-1252."),
    };

    public static RowProblem CustomerMissing(string column) => new("CustomerMissing", column, "the customer is empty", "Fill it in, or leave such rows out with -BadRow Skip or Report.");

    public static RowProblem CurrencyMissing(string column) => new("CurrencyMissing", column, "the currency is empty", "Fill it in, or leave such rows out with -BadRow Skip or Report.");

    public static bool TryDecode(ReadOnlySpan<byte> text, Span<char> chars, out int length) =>
        Utf8.ToUtf16(text, chars, out _, out length, replaceInvalidSequences: false) is OperationStatus.Done;

    /// <summary>An offending date or amount as a message may show it.</summary>
    public static string Shorten(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(Trim(text));
        var clean = new StringBuilder(Math.Min(shown.Length, ShownLength) + 1);
        foreach (var c in shown.AsSpan(0, Math.Min(shown.Length, ShownLength)))
        {
            clean.Append(char.IsControl(c) ? '\uFFFD' : c);
        }

        return shown.Length > ShownLength ? clean.Append('…').ToString() : clean.ToString();
    }

    public static bool HasCurrencySign(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.CurrencySymbol)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);

    // ASCII without NUL, eight bytes at once: less one, or as it is, each has its highest bit clear.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        const ulong one = 0x0101010101010101;
        const ulong highest = 0x8080808080808080;
        ulong found = 0;
        if (text.Length is >= sizeof(uint) and <= sizeof(ulong))
        {
            found = MemoryMarshal.Read<uint>(text) | ((ulong)MemoryMarshal.Read<uint>(text[^sizeof(uint)..]) << 32);
            return (((found - one) | found) & highest) == 0;
        }

        if (text.Length < sizeof(uint))
        {
            foreach (var b in text)
            {
                found |= (uint)(b - 1) | b;
            }

            return (found & highest) == 0;
        }

        var last = MemoryMarshal.Read<ulong>(text[^sizeof(ulong)..]);
        for (; text.Length > sizeof(ulong); text = text[sizeof(ulong)..])
        {
            var bytes = MemoryMarshal.Read<ulong>(text);
            found |= (bytes - one) | bytes;
        }

        return ((found | (last - one) | last) & highest) == 0;
    }
}
