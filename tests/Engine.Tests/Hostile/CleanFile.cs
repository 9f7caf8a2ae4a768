using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>What the generator knows of a row that it wrote, without any reader.</summary>
/// <param name="Start">First byte of the record.</param>
/// <param name="End">First byte after its line end.</param>
internal sealed record CleanRow(string Customer, DateTime Date, decimal Amount, string Text, int Start, int End);

/// <summary>A place in the file: bytes from start to end, and what column they are.</summary>
internal sealed record FieldPlace(string Column, int Row, int Start, int End);

/// <summary>A valid file of few rows in one of the shapes that exports come in, and how it is to be read.</summary>
internal sealed class CleanFile
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    private readonly HostileRandom random;
    private readonly List<byte> bytes = [];
    private readonly string newLine;
    private readonly int quoting;

    public CleanFile(HostileRandom random)
    {
        this.random = random;
        newLine = random.Pick(["\n", "\n", "\r\n", "\r\n", "\r"]);
        quoting = random.Below(3);
        IsGerman = random.Chance(12);
        Delimiter = random.Pick([',', ',', ';', '\t', '|']);
        ChooseEncoding();
        Columns = ["customer_id", "date", "amount"];
        foreach (var optional in new[] { "region", "cost", "currency", "note" })
        {
            if (random.Chance(40))
            {
                Columns.Add(optional);
            }
        }

        random.Shuffle(Columns);
        Write();
        Options = MakeOptions();
    }

    public char Delimiter { get; }

    public bool IsGerman { get; }

    public List<string> Columns { get; }

    public Encoding Encoding { get; private set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool HasMark { get; private set; }

    public bool NamesEncoding { get; private set; }

    public int HeaderEnd { get; private set; }

    public List<CleanRow> Rows { get; } = [];

    public List<FieldPlace> Fields { get; } = [];

    public ImportOptions Options { get; }

    public byte[] Bytes => [.. bytes];

    /// <summary>Bytes of a character of ASCII.</summary>
    public int Width => Encoding.GetByteCount("a");

    private void ChooseEncoding()
    {
        (Encoding, HasMark, NamesEncoding) = random.Below(20) switch
        {
            < 10 => (Encoding, false, false),
            < 12 => (Encoding, true, false),
            12 => (Encoding, false, true),
            13 or 14 => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), true, false),
            15 => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), true, false),
            16 => (new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true), true, false),
            17 => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), false, true),
            _ => (CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!, false, true),
        };
    }

    private void Write()
    {
        if (HasMark)
        {
            bytes.AddRange(Encoding.GetBytes("\uFEFF"));
        }

        WriteRecord(Columns, row: -1, column => column);
        Append(newLine);
        HeaderEnd = bytes.Count;
        var count = random.Chance(4) ? random.Between(200, 400) : random.Between(1, 30);
        Dictionary<string, string>? last = null;
        for (var row = 0; row < count; row++)
        {
            last = last is not null && random.Chance(4) ? last : Values(row);
            var start = bytes.Count;
            var text = WriteRecord(Columns, row, column => last[column]);
            if (row < count - 1 || random.Chance(80))
            {
                Append(newLine);
            }

            var amount = decimal.Parse(last["amount"], NumberStyles.Number, IsGerman ? German : CultureInfo.InvariantCulture);
            Rows.Add(new(last["customer_id"], DateTime.ParseExact(last["date"][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), amount, text, start, bytes.Count));
        }
    }

    // The last decimals are the row's number, so that a row is told from its neighbours by its amount.
    private Dictionary<string, string> Values(int row)
    {
        var amount = ((random.Chance(20) ? random.Below(1_000_000) : random.Below(300)) + ((row + 1) / 10_000m)) * (random.Chance(15) ? -1 : 1);
        var customer = random.Below(12) switch
        {
            0 => "Zoë " + random.Below(5),
            1 => $"Smith{Delimiter} {random.Below(5)}",
            2 => "\"Al\" " + random.Below(5),
            3 => "two\nlines " + random.Below(5),
            _ => "c" + random.Below(8),
        };
        var date = new DateTime(2023, 10, 1).AddDays(random.Below(200)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new(StringComparer.Ordinal)
        {
            ["customer_id"] = customer,
            ["date"] = date + random.Pick(["", "", "", "T10:30:00", " 08:15", "T23:59:59.999", "T12:00:00Z", "T12:00+01:00"]),
            ["amount"] = IsGerman ? amount.ToString(random.Chance(50) ? "#,0.0000" : "0.0000", German) : amount.ToString("0.0000", CultureInfo.InvariantCulture),
            ["region"] = random.Pick(["north", "south", "", "Köln"]),
            ["cost"] = random.Below(50).ToString(CultureInfo.InvariantCulture),
            ["currency"] = random.Pick(["EUR", "EUR", "EUR", "eur"]),
            ["note"] = random.Pick(["", "plain", "a\r\nb", "say \"hi\"", $"x{Delimiter}y", "\"", "=1+1"]),
        };
    }

    private string WriteRecord(IReadOnlyList<string> columns, int row, Func<string, string> value)
    {
        var record = new StringBuilder();
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
            {
                record.Append(Delimiter);
                Append(Delimiter.ToString());
            }

            var field = Quote(value(columns[i]));
            var start = bytes.Count;
            Append(field);
            record.Append(field);
            Fields.Add(new(columns[i], row, start, bytes.Count));
        }

        return record.ToString();
    }

    private string Quote(string field)
    {
        var needed = field.AsSpan().IndexOfAny([Delimiter, '"', '\r', '\n']) >= 0;
        return needed || quoting == 1 || (quoting == 2 && random.Chance(30)) ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : field;
    }

    private void Append(string text) => bytes.AddRange(Encoding.GetBytes(text));

    private ImportOptions MakeOptions() => TestSource.Options with
    {
        Columns = new() { Groups = Columns.Contains("region") ? ["region"] : [], Cost = Columns.Contains("cost") ? "cost" : null },
        Delimiter = random.Chance(50) ? Delimiter : null,
        Encoding = NamesEncoding ? Encoding : null,
        Culture = IsGerman ? German : null,
        Refund = random.Pick([RefundRule.Net, RefundRule.Net, RefundRule.Separate, RefundRule.Ignore]),
        DropDuplicate = random.Chance(25),
        RoundAmount = random.Chance(20),
        AsOf = random.Chance(20) ? new DateTime(2023, 12, 1).AddDays(random.Below(90)) : null,
    };
}
