using System;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>Ways in which files break.</summary>
internal static class Damage
{
    private static readonly string[] Numbers =
    [
        "", " ", "1e3", "1,5", "1.5", "1.234,5", "1,234.5", "12,34", "--1", "+-1", "-", "+", ".", "5.", ".5", "-.5", "+7", "1 000", "$5", "5 €", "(5)", "5-", "NaN", "Infinity", "0x10", "１２",
        "922337203685477.5807", "922337203685477.5808", "-922337203685477.5808", "99999999999999999999999999999999", "0.00005", "-0.00005", "1.00000", "20.340000000000003", "10\0", "1\u00000", "\u22125", "ten",
        "0000000000000000000000000000000000001", "1'000", "1\u00A0000", "12.345678901234567890123456789", "7 ", "\t7", "1_000", "-0", "1.2.3", "100%",
    ];

    private static readonly string[] Dates =
    [
        "", " ", "2023-02-29", "2024-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "01/02/2024", "31.12.2023", "2024/01/02", "2024.01.02", "20240102", "2024-1-2", "24-01-02", "2024-01/02", "2024-01-02T24:00",
        "2024-01-02T10:60", "2024-01-02T10:30:61", "2024-01-02T10", "2024-01-02T10:30:00+25:00", "2024-01-02T00:30+14:00", "2024-01-02T23:30-14:00", "2024-01-02 10:30 UTC", "2024-01-02Z", "2024-01-02\0", "２０２４-01-02",
        "2024-01-02T10:30:00.", "2024-01-02T10:30:00,5Z", "2150-01-01", "99999-01-01", "-2024-01-02", "yesterday", "45292", "2024-01-02T10:30:5", "2024-01-02  ",
    ];

    // A ledger over thousands of years is right but slow, so these are rare.
    private static readonly string[] FarDates = ["0001-01-01", "9999-12-31", "0001-01-01T00:00+01:00", "9999-12-31T23:59-01:00", "0000-01-01", "1900-01-01"];

    private static readonly string[] Texts =
    [
        "", " ", "\t", "\0", "a\0b", "\uFEFF", "\uFFFD", "\u2028", "\u0085", "\v", "\f", "\u001A", "\u202E", "NULL", "=cmd()", "'", "''", "\\", "\\\"", "-1", "@x", "#comment", "sep=;", "ı", "😀", "a,b;c\td|e", "customer_id",
    ];

    private static readonly Action<DamagedFile, HostileRandom>[] Simple = [Number, Number, Date, Date, Text, Text, RaggedShort, RaggedLong, ChangedByte, NotText, Huge];

    private static readonly Action<DamagedFile, HostileRandom>[] Structural =
    [
        QuoteAdded, QuoteAdded, QuoteAdded, QuoteRemoved, QuoteRemoved, LineEndAdded, LineEndRemoved, LineEndChanged, Truncated, Cut, Duplicated, Moved, Reversed, RandomBytes, NulBytes, HeaderRenamed, HeaderCut, HeaderDoubled, HeaderMarked,
        MarkInside, OtherEncoding, BytesSwapped, BytesSwapped, RowsSwapped, SeparatorsExchanged,
    ];

    public static DamagedFile Of(CleanFile clean, HostileRandom random)
    {
        var file = new DamagedFile(clean);
        var times = random.Pick([1, 1, 1, 2, 3]);
        for (var i = 0; i < times && file.Length > 0; i++)
        {
            if (random.Chance(45))
            {
                Do(random.Pick(Simple), file, random);
            }
            else
            {
                file.KeepsRecords = false;
                Do(random.Pick(Structural), file, random);
            }
        }

        return file;
    }

    private static void Do(Action<DamagedFile, HostileRandom> damage, DamagedFile file, HostileRandom random)
    {
        file.Done.Add(damage.Method.Name);
        damage(file, random);
    }

    private static void Number(DamagedFile file, HostileRandom random) => ReplaceField(file, random, ["amount", "amount", "cost"], random.Chance(60) ? random.Pick(Numbers) : Digits(random));

    // Numbers of every length, for the limits of 64 bits and of decimals lie between two of them.
    private static string Digits(HostileRandom random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Between(1, 32)).Select(_ => random.Chance(20) ? 9 : random.Below(10)));
        return random.Pick(["", "", "-", "+"]) + (random.Chance(60) ? digits : digits.Insert(random.Below(digits.Length + 1), "."));
    }


    private static void Date(DamagedFile file, HostileRandom random) => ReplaceField(file, random, ["date"], random.Chance(3) ? random.Pick(FarDates) : random.Pick(Dates));

    private static void Text(DamagedFile file, HostileRandom random)
    {
        var text = random.Pick(Texts);
        file.KeepsRecords &= !text.Contains('"');
        ReplaceField(file, random, ["customer_id", "customer_id", "region", "currency", "note"], text);
    }

    private static void Huge(DamagedFile file, HostileRandom random)
    {
        var text = new string(random.Pick(['x', '9', ' ', 'é']), random.Chance(5) ? random.Between(60_000, 300_000) : random.Between(50, 5_000));
        ReplaceField(file, random, ["customer_id", "date", "amount", "note", "region"], text);
    }

    private static void RaggedShort(DamagedFile file, HostileRandom random)
    {
        if (PickField(file, random, null) is { } field && file.Find(field.Start, field.End) is >= 0 and var at)
        {
            var width = file.Clean.Width;
            var count = Math.Min(field.End - field.Start + width, file.Length - at);
            file.KeepsRecords &= file.Clean.Fields.Exists(next => next.Row == field.Row && next.Start == field.End + width);
            file.Delete(at, count);
        }
    }

    private static void RaggedLong(DamagedFile file, HostileRandom random)
    {
        if (PickField(file, random, null) is { } field && file.Find(field.Start, field.End) is >= 0 and var at)
        {
            file.Insert(at, Encode(file, file.Clean.Delimiter.ToString()));
        }
    }

    private static void ChangedByte(DamagedFile file, HostileRandom random)
    {
        if (PickField(file, random, null) is not { } field || field.Start == field.End || file.Find(field.Start, field.End) is not (>= 0 and var at))
        {
            return;
        }

        at += random.Below(field.End - field.Start);
        var value = (byte)random.Below(256);
        file.KeepsRecords &= file.Clean.Width == 1 && !IsStructure(file[at]) && !IsStructure(value);
        file[at] = value;
    }

    // Bytes that no UTF-8 has, overlong forms and lone surrogates. In other encodings they may be anything.
    private static void NotText(DamagedFile file, HostileRandom random)
    {
        byte[][] choices = [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE9], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xC3]];
        file.KeepsRecords &= file.Clean.Width == 1;
        if (PickField(file, random, null) is { } field && file.Find(field.Start, field.End) is >= 0 and var at)
        {
            var isQuoted = field.End > field.Start && file[at] == '"';
            file.Insert(at + (isQuoted ? 1 : 0), random.Pick(choices));
        }
    }

    private static void QuoteAdded(DamagedFile file, HostileRandom random) => file.Insert(Place(file, random), Encode(file, random.Pick(["\"", "\"", "\"\"", "\"\"\"", "\",\""])));

    private static void QuoteRemoved(DamagedFile file, HostileRandom random)
    {
        var quotes = Enumerable.Range(0, file.Length).Where(i => file[i] == '"').ToList();
        if (quotes.Count > 0)
        {
            file.Delete(random.Pick(quotes), 1);
        }
    }

    private static void LineEndAdded(DamagedFile file, HostileRandom random) => file.Insert(Place(file, random), Encode(file, random.Pick(["\n", "\r", "\r\n", "\n\r", "\n\n\n", "\r\r\n"])));

    private static void LineEndRemoved(DamagedFile file, HostileRandom random)
    {
        if (LineEnd(file, random) is >= 0 and var at)
        {
            file.Delete(at, 1);
        }
    }

    private static void LineEndChanged(DamagedFile file, HostileRandom random)
    {
        if (LineEnd(file, random) is >= 0 and var at)
        {
            file[at] = random.Pick("\n\r\v\f\0 \x1A"u8.ToArray());
        }
    }

    private static void Truncated(DamagedFile file, HostileRandom random)
    {
        var at = random.Below(file.Length);
        file.Delete(at, file.Length - at);
    }

    private static void Cut(DamagedFile file, HostileRandom random)
    {
        var (at, count) = Range(file, random);
        file.Delete(at, count);
    }

    private static void Duplicated(DamagedFile file, HostileRandom random)
    {
        var (at, count) = Range(file, random);
        file.Copy(at, count, random.Chance(50) ? at : random.Below(file.Length));
    }

    private static void Moved(DamagedFile file, HostileRandom random)
    {
        var (at, count) = Range(file, random);
        file.Move(at, count, random.Below(file.Length));
    }

    private static void Reversed(DamagedFile file, HostileRandom random)
    {
        var (at, count) = Range(file, random);
        file.Reverse(at, count);
    }

    private static void BytesSwapped(DamagedFile file, HostileRandom random) => file.Reverse(Math.Max(0, random.Below(file.Length) - 1), Math.Min(2, file.Length));

    private static void RowsSwapped(DamagedFile file, HostileRandom random)
    {
        var row = random.Pick(file.Clean.Rows);
        if (file.Find(row.Start, row.End) is >= 0 and var at)
        {
            file.Move(at, row.End - row.Start, file.Clean.HeaderEnd);
        }
    }

    private static void RandomBytes(DamagedFile file, HostileRandom random) => file.Insert(Place(file, random), random.Bytes(random.Between(1, 40)));

    private static void NulBytes(DamagedFile file, HostileRandom random) => file.Insert(Place(file, random), new byte[random.Pick([1, 2, 3, 4096])]);

    private static void HeaderRenamed(DamagedFile file, HostileRandom random) =>
        ReplaceField(file, PickHeader(file, random), random.Pick(["", "customer_id", "amount", "date", "total", "x\0", "\uFEFFdate", "\"", new string('h', 3000), "AMOUNT ", "date\ndate"]));

    private static void HeaderCut(DamagedFile file, HostileRandom random) => file.Delete(0, Math.Min(file.Length, random.Between(1, file.Clean.HeaderEnd)));

    private static void HeaderDoubled(DamagedFile file, HostileRandom random) => file.Copy(0, Math.Min(file.Length, file.Clean.HeaderEnd), random.Chance(50) ? 0 : file.Length);

    private static void HeaderMarked(DamagedFile file, HostileRandom random) =>
        file.Insert(0, random.Pick<byte[]>([[0xEF, 0xBB, 0xBF], [0xEF, 0xBB], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], "sep=;\n"u8.ToArray(), "sep=,\r\n"u8.ToArray(), "\n\n"u8.ToArray(), "#"u8.ToArray()]));

    private static void MarkInside(DamagedFile file, HostileRandom random) => file.Insert(Place(file, random), file.Clean.Encoding is UTF8Encoding or UnicodeEncoding or UTF32Encoding ? Encode(file, "\uFEFF") : [0xEF, 0xBB, 0xBF]);

    // As if one export had been appended to another.
    private static void OtherEncoding(DamagedFile file, HostileRandom random)
    {
        var other = random.Pick([Encoding.Unicode, Encoding.Latin1, Encoding.UTF8]);
        var row = string.Join(file.Clean.Delimiter, file.Clean.Columns.Select(_ => "ä1"));
        file.Insert(random.Chance(50) ? file.Length : Place(file, random), other.GetBytes(row + "\n"));
    }

    private static void SeparatorsExchanged(DamagedFile file, HostileRandom random)
    {
        var other = (byte)random.Pick([',', ';', '\t', '|', ' ', ':']);
        var from = random.Below(file.Length);
        for (var i = from; i < file.Length; i++)
        {
            if (file[i] == file.Clean.Delimiter)
            {
                file[i] = other;
            }
        }
    }

    private static void ReplaceField(DamagedFile file, HostileRandom random, string[] columns, string text) =>
        ReplaceField(file, PickField(file, random, random.Pick(columns)), text);

    private static void ReplaceField(DamagedFile file, FieldPlace? field, string text)
    {
        if (field is null || file.Find(field.Start, field.End) is not (>= 0 and var at))
        {
            return;
        }

        try
        {
            var bytes = Encode(file, text);
            file.Delete(at, field.End - field.Start);
            file.Insert(at, bytes);
        }
        catch (EncoderFallbackException)
        {
            file.Delete(at, field.End - field.Start);
        }
    }

    private static FieldPlace? PickField(DamagedFile file, HostileRandom random, string? column)
    {
        var fields = file.Clean.Fields.FindAll(field => field.Row >= 0 && (column is null || field.Column == column));
        return fields.Count == 0 ? null : random.Pick(fields);
    }

    private static FieldPlace PickHeader(DamagedFile file, HostileRandom random) => random.Pick(file.Clean.Fields.FindAll(field => field.Row < 0));

    // Anywhere, but in files of wide characters mostly between two of them.
    private static int Place(DamagedFile file, HostileRandom random)
    {
        var at = random.Below(file.Length + 1);
        return random.Chance(90) ? at - (at % file.Clean.Width) : at;
    }

    private static (int At, int Count) Range(DamagedFile file, HostileRandom random)
    {
        var at = random.Below(file.Length);
        var count = Math.Min(file.Length - at, random.Chance(60) ? random.Between(1, 8) : random.Between(1, 400));
        return (at, count);
    }

    private static int LineEnd(DamagedFile file, HostileRandom random)
    {
        var ends = Enumerable.Range(0, file.Length).Where(i => file[i] is (byte)'\r' or (byte)'\n').ToList();
        return ends.Count == 0 ? -1 : random.Pick(ends);
    }

    private static bool IsStructure(byte value) => value is (byte)'"' or (byte)'\r' or (byte)'\n';

    private static byte[] Encode(DamagedFile file, string text) => file.Clean.Encoding.GetBytes(text);
}
