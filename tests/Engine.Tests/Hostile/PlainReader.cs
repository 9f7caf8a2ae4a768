using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace CustomerMetrics.Engine.Tests.Hostile;

internal enum Verdict
{
    Accepted,
    Rejected,

    /// <summary>A spelling on which the rules are silent: either is right.</summary>
    Open,
}

/// <summary>A record as the rules of the help say it is to be read.</summary>
internal sealed record PlainRecord(int Line, string Raw, IReadOnlyList<string> Fields, bool IsMalformed)
{
    public Verdict Verdict { get; set; } = Verdict.Rejected;

    /// <summary>The beginnings that the id of the error may have.</summary>
    public string Problem { get; set; } = "";

    public string Customer { get; set; } = "";

    public int Day { get; set; }

    public long? Amount { get; set; }

    public bool IsAmountOpen { get; set; }

    public string Currency { get; set; } = "";

    public bool IsCurrencySeen { get; set; }
}

/// <summary>
/// Reads CSV byte by byte with regular expressions for the fields: slow, and written from the help rather than from the engine, so that the two can disagree.
/// Text is Latin-1 here, one char a byte of UTF-8.
/// </summary>
internal sealed partial class PlainReader
{
    private readonly CleanFile clean;
    private readonly string text;
    private readonly int header;

    public PlainReader(CleanFile clean, byte[] utf8)
    {
        this.clean = clean;
        text = Encoding.Latin1.GetString(utf8);
        header = clean.Columns.Count;
        Split();
        foreach (var record in Records)
        {
            Judge(record);
        }
    }

    /// <summary>The records after the header.</summary>
    public List<PlainRecord> Records { get; } = [];

    /// <summary>The line of a quote that is never closed; null without one. What precedes it is in the records.</summary>
    public int? Unterminated { get; private set; }

    private void Split()
    {
        var at = 0;
        var line = 1;
        var isHeader = true;
        while (at < text.Length)
        {
            if (IsLineEnd(at))
            {
                at = AfterLineEnd(at);
                line++;
                continue;
            }

            var start = at;
            var fields = new List<string>();
            var isMalformed = false;
            do
            {
                at = ReadField(fields.Count > 0 ? at + 1 : at, fields, ref isMalformed, out var isClosed);

                // A record that was broken before its last quote opened is told as broken; it holds the rest of the file.
                if (!isClosed && !isMalformed)
                {
                    Unterminated = line;
                    return;
                }
            }
            while (at < text.Length && text[at] == clean.Delimiter);

            var raw = text[start..at];
            if (!isHeader)
            {
                Records.Add(new(line, raw, fields, isMalformed));
            }

            isHeader = false;
            line += LineEnds().Count(raw);
            if (at < text.Length)
            {
                at = AfterLineEnd(at);
                line++;
            }
        }
    }

    private int ReadField(int at, List<string> fields, ref bool isMalformed, out bool isClosed)
    {
        var value = new StringBuilder();
        isClosed = true;
        if (at < text.Length && text[at] == '"')
        {
            isClosed = false;
            for (at++; at < text.Length; at++)
            {
                if (text[at] != '"')
                {
                    value.Append(text[at]);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    value.Append('"');
                    at++;
                }
                else
                {
                    isClosed = true;
                    at++;
                    break;
                }
            }

            isMalformed |= isClosed && at < text.Length && text[at] != clean.Delimiter && !IsLineEnd(at);
        }

        for (; at < text.Length && text[at] != clean.Delimiter && !IsLineEnd(at); at++)
        {
            isMalformed |= text[at] == '"';
            value.Append(text[at]);
        }

        fields.Add(value.ToString());
        return at;
    }

    private bool IsLineEnd(int at) => text[at] is '\r' or '\n';

    private int AfterLineEnd(int at) => at + (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1);

    private void Judge(PlainRecord record)
    {
        if (record.IsMalformed || record.Fields.Count != header)
        {
            record.Problem = record.IsMalformed ? "QuoteMalformed" : "RowRagged";
            return;
        }

        var amount = JudgeAmount(Field(record, "amount"), out var units);
        record.Amount = amount is Verdict.Accepted ? units : null;
        record.IsAmountOpen = amount is Verdict.Open;
        record.Customer = Trim(Field(record, "customer_id"));
        var verdicts = new List<(Verdict Verdict, string Problem)>
        {
            (JudgeText(record.Customer, mayBeEmpty: false), "Customer Text"),
            (JudgeDate(Trim(Field(record, "date")), out var day), "Date"),
        };
        record.Day = day;
        if (clean.Columns.Contains("currency"))
        {
            record.IsCurrencySeen = verdicts.TrueForAll(one => one.Verdict is not Verdict.Rejected);
            record.Currency = Trim(Field(record, "currency"));
            verdicts.Add((JudgeText(record.Currency, mayBeEmpty: false), "Currency Text"));
            record.IsCurrencySeen &= verdicts[^1].Verdict is Verdict.Accepted;
        }

        if (clean.Columns.Contains("cost"))
        {
            verdicts.Add((JudgeAmount(Field(record, "cost"), out _), "Amount"));
        }

        if (clean.Columns.Contains("region"))
        {
            verdicts.Add((JudgeText(Trim(Field(record, "region")), mayBeEmpty: true), "Group Text"));
        }

        verdicts.Add((amount, "Amount"));
        record.Verdict = verdicts.Exists(one => one.Verdict is Verdict.Rejected) ? Verdict.Rejected
            : verdicts.Exists(one => one.Verdict is Verdict.Open) ? Verdict.Open
            : Verdict.Accepted;

        // The first that is wrong is told, and an open one before it may be.
        record.Problem = string.Join(' ', verdicts.TakeWhile((_, i) => !verdicts.Take(i).Any(one => one.Verdict is Verdict.Rejected)).Where(one => one.Verdict is not Verdict.Accepted).Select(one => one.Problem));
    }

    private string Field(PlainRecord record, string column) => record.Fields[clean.Columns.IndexOf(column)];

    private static string Trim(string field) => field.Trim(' ', '\t', '\r', '\n');

    private static Verdict JudgeText(string field, bool mayBeEmpty)
    {
        var isText = field.Length <= 1 << 16 && !field.Contains('\0') && IsUtf8(field) && (mayBeEmpty || field.Length > 0);
        return isText ? Verdict.Accepted : Verdict.Rejected;
    }

    public static bool IsUtf8(string field)
    {
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(Encoding.Latin1.GetBytes(field));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private Verdict JudgeAmount(string field, out long units)
    {
        units = 0;
        var written = Trim(field);
        if (!IsUtf8(written))
        {
            return Verdict.Rejected;
        }

        written = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(written));
        if (clean.IsGerman)
        {
            if (!GermanAmount().IsMatch(written))
            {
                return Verdict.Rejected;
            }

            written = written.Replace(".", "", StringComparison.Ordinal).Replace(',', '.').Replace('\u2212', '-');
        }
        else if (PointWithoutDecimals().IsMatch(written))
        {
            return Verdict.Open;
        }
        else if (!PlainAmount().IsMatch(written))
        {
            return Verdict.Rejected;
        }

        // So many digits are beyond what a decimal holds, even where most of them are zeros.
        if (written.Length > 27)
        {
            return written.Length > 64 || !clean.Options.RoundAmount ? Verdict.Rejected : Verdict.Open;
        }

        var digits = written.TrimStart('+', '-').Split('.');
        var decimals = digits.Length > 1 ? digits[1].TrimEnd('0') : "";
        if (decimals.Length > 4 && !clean.Options.RoundAmount)
        {
            return Verdict.Rejected;
        }

        var scaled = BigInteger.Parse("0" + digits[0] + (decimals + "0000")[..4], CultureInfo.InvariantCulture);
        scaled += decimals.Length > 4 && decimals[4] >= '5' ? 1 : 0;
        if (scaled > long.MaxValue)
        {
            return Verdict.Rejected;
        }

        units = (long)(written[0] == '-' ? -scaled : scaled);
        return Verdict.Accepted;
    }

    private Verdict JudgeDate(string field, out int day)
    {
        day = 0;
        var parts = YearFirst().Match(field);
        if (!parts.Success)
        {
            return clean.IsGerman && YearLast().IsMatch(field) ? Verdict.Open : Verdict.Rejected;
        }

        var date = parts.Groups["year"].Value + parts.Groups["month"].Value + parts.Groups["day"].Value;
        if (!DateTime.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) || Number("hour") > 23 || Number("minute") > 59 || Number("second") > 59)
        {
            return Verdict.Rejected;
        }

        day = DateOnly.FromDateTime(parsed).DayNumber;
        if (!parts.Groups["offset"].Success)
        {
            return Verdict.Accepted;
        }

        var minutes = (parts.Groups["sign"].Value == "-" ? -1 : 1) * ((Number("offsetHour") * 60) + Number("offsetMinute"));
        if (Number("offsetHour") > 14 || Number("offsetMinute") > 59)
        {
            return Verdict.Rejected;
        }

        // The reporting zone of these tests is UTC.
        var sinceFirst = ((long)day * 1440) + (Number("hour") * 60) + Number("minute") - minutes;
        day = (int)Math.Floor(sinceFirst / 1440.0);
        return day is < 0 or > 3652058 ? Verdict.Rejected : Verdict.Accepted;

        int Number(string group) => parts.Groups[group].Success ? int.Parse(parts.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"\r\n|\r|\n")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)\z")]
    private static partial Regex PlainAmount();

    [GeneratedRegex(@"^[+-]?[0-9]+\.\z")]
    private static partial Regex PointWithoutDecimals();

    [GeneratedRegex(@"^[+\-\u2212]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]+)?\z")]
    private static partial Regex GermanAmount();

    [GeneratedRegex(@"^(?<year>[0-9]{4})((?<month>[0-9]{2})(?<day>[0-9]{2})|(?<s>[-/.])(?<month>[0-9]{2})\k<s>(?<day>[0-9]{2})([T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,][0-9]+)?)? *(?<offset>Z|z|UTC|(?<sign>[+-])(?<offsetHour>[0-9]{2})(:?(?<offsetMinute>[0-9]{2}))?)?)?)\z")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}")]
    private static partial Regex YearLast();
}
