using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Engine.Sources.Table;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>One damaged file, read under each rule for bad rows and checked against everything that can be said of it.</summary>
internal sealed class HostileCase
{
    // Failures of a file as a whole; no other may come out while bad rows are left out.
    private static readonly HashSet<string> WholeFile =
    [
        "FileEmpty", "NoRows", "ColumnNotFound", "ColumnAmbiguous", "ColumnDuplicate", "HeaderHasNul", "HeaderNotUtf8", "HeaderMalformed", "QuoteUnterminated", "RecordTooLong", "TextNotInEncoding", "CurrencyMixed", "AllRowsRejected",
    ];

    private readonly CleanFile clean;
    private readonly DamagedFile damaged;
    private readonly byte[] bytes;
    private readonly string folder;
    private readonly PlainReader? plain;
    private readonly int shortSegment;

    public HostileCase(long seed, string folder)
    {
        var random = new HostileRandom(seed);
        clean = new CleanFile(random);
        damaged = Damage.Of(clean, random);
        bytes = damaged.ToArray();
        this.folder = folder;
        shortSegment = 8 + (int)(seed % 90);
        plain = Decoded() is { } utf8 && damaged.KeepsHeader ? new PlainReader(clean, utf8) : null;
    }

    public string Kind => string.Join('+', damaged.Done);

    /// <summary>How the three readings ended, for a tally.</summary>
    public string Outcome { get; private set; } = "";

    public void Run()
    {
        var path = Path.Combine(folder, "rows.csv");
        File.WriteAllBytes(path, bytes);
        var skipped = Read(path, BadRowAction.Skip);
        var reported = Read(path, BadRowAction.Report);
        var stopped = Read(path, BadRowAction.Stop);
        Outcome = $"{Tell(stopped)} {Tell(skipped)}";
        AssertSame(skipped, reported);
        AssertSame(skipped, Read(path, BadRowAction.Skip, shortSegment));
        AssertSame(stopped, Read(path, BadRowAction.Stop, shortSegment));
        if (skipped.Error is { } error)
        {
            Assert.Contains(error.ErrorId, WholeFile);
        }

        if (skipped.Table is { RejectedRows: 0 } table)
        {
            AssertSame(skipped, stopped);
            Assert.Equal(table.Warnings, stopped.Table!.Warnings);
        }
        else
        {
            Assert.NotNull(stopped.Error);
        }

        if (plain is not null)
        {
            AssertPlain(plain, skipped);
            AssertStops(plain, stopped);
        }

        AssertUntouched(skipped);
    }

    /// <summary>The file as it can be pasted into a test.</summary>
    public string Show()
    {
        var shown = new StringBuilder();
        foreach (var b in bytes.Take(1500))
        {
            shown.Append(b is >= 0x20 and < 0x7F ? ((char)b).ToString() : b == '\n' ? "\\n\n" : $"\\x{b:X2}");
        }

        return $"{Kind}; delimiter '{clean.Delimiter}' {(clean.Options.Delimiter is null ? "detected" : "given")}, {clean.Encoding.WebName}{(clean.HasMark ? " with mark" : "")}{(clean.NamesEncoding ? " named" : "")}, {clean.Options.Culture?.Name}, {clean.Options.Refund}, drop {clean.Options.DropDuplicate}, round {clean.Options.RoundAmount}, as of {clean.Options.AsOf:yyyy-MM-dd}, {bytes.Length} bytes:\n{shown}";
    }

    private static string Tell(Reading reading) => reading.Error?.ErrorId ?? (reading.Table!.RejectedRows > 0 ? "rejects" : "table");

    // Short segments are read side by side, as those of a large file are.
    private Reading Read(string path, BadRowAction action, int segmentLength = CsvSegment.UsualLength)
    {
        var rejects = action is BadRowAction.Stop ? null : Path.Combine(folder, "rejects.csv");
        if (rejects is not null)
        {
            File.Delete(rejects);
        }

        // A reader that runs in a circle would report for ever: no clock is needed to see it.
        using var stop = new CancellationTokenSource();
        var reports = new ReportLimit(stop);
        try
        {
            var table = (ColumnTable)CsvImport.Read([path], clean.Options with { BadRow = action, RejectPath = rejects }, segmentLength == CsvSegment.UsualLength ? reports : null, stop.Token, segmentLength);
            AssertConsistent(table);
            var records = rejects is null ? [] : RejectFile.Read(File.ReadAllBytes(rejects));
            Assert.Equal(rejects is null ? 0 : table.RejectedRows, records.Count);
            return new(table, records, null);
        }
        catch (CustomerMetricsException e)
        {
            Assert.False(string.IsNullOrWhiteSpace(e.ErrorId), "no id");
            Assert.False(string.IsNullOrWhiteSpace(e.Message), "no message");
            Assert.False(string.IsNullOrWhiteSpace(e.Remedy), "no remedy");
            Assert.False(rejects is not null && File.Exists(rejects) && e.ErrorId != "AllRowsRejected", "a failed import left a reject file");
            return new(null, [], e);
        }
    }

    private void AssertConsistent(ColumnTable table)
    {
        Assert.True(table.RowsRead <= bytes.Length, "more rows than bytes");
        var dropped = table.DuplicatesDropped ? table.DuplicateRows : 0;
        Assert.Equal(table.RowsRead, table.Rows + table.RejectedRows + table.RowsAfterAsOf + table.RefundsIgnored + dropped);
        var values = TestSource.Engine.GetValue(table, new ValueQuery(), CancellationToken.None).ToList();
        Assert.Equal(table.Amount, values.Sum(value => value.Net));
        Assert.Equal(table.Amount, table.Sales + table.Refunds);
        Assert.Equal(table.Customers, values.Count);
        foreach (var query in new[] { new LedgerQuery(), new LedgerQuery { ActivityRule = ActivityRule.Window, WindowDays = 30 } })
        {
            var entries = TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries;
            Assert.DoesNotContain(entries, entry => entry.Check != 0 || entry.ValueCheck != 0 || entry.RowCheck != 0);
        }
    }

    private static void AssertSame(Reading one, Reading other)
    {
        Assert.Equal((one.Error?.ErrorId, one.Error?.Message), (other.Error?.ErrorId, other.Error?.Message));
        if (one.Table is { } a && other.Table is { } b)
        {
            Assert.Equal(
                (a.RowsRead, a.Rows, a.RejectedRows, a.Amount, a.RejectedAmount, a.Customers, a.AsOf, a.DuplicateRows),
                (b.RowsRead, b.Rows, b.RejectedRows, b.Amount, b.RejectedAmount, b.Customers, b.AsOf, b.DuplicateRows));
            Assert.Equal(RowsOf(a), RowsOf(b));
        }
    }

    private void AssertPlain(PlainReader expected, Reading reading)
    {
        var currencies = expected.Records.Where(record => record.IsCurrencySeen).Select(record => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(record.Currency)).ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count();
        if (reading.Error is { } error)
        {
            // What stands in the first lines may mislead detection; the header is then one it cannot use, and says so.
            var isRight = error.ErrorId switch
            {
                "QuoteUnterminated" => expected.Unterminated is { } line && (string)error.Target! == Target(line),
                "CurrencyMixed" => currencies > 1,
                "NoRows" => expected.Records.Count == 0,
                "AllRowsRejected" => expected.Records.Count > 0 && expected.Records.TrueForAll(record => record.Verdict is not Verdict.Accepted),
                "ColumnNotFound" or "HeaderMalformed" => clean.Options.Delimiter is null,
                _ => false,
            };
            Assert.True(isRight, $"{error.ErrorId} without cause: {error.Message}");
            return;
        }

        Assert.Null(expected.Unterminated);
        Assert.Contains(expected.Records, record => record.Verdict is not Verdict.Rejected);
        Assert.True(currencies <= 1 || expected.Records.Exists(record => record.Verdict is Verdict.Open), "mixed currencies were taken");
        Assert.Equal(expected.Records.Count, reading.Table!.RowsRead);
        var rows = Kept(expected.Records.Where(record => record.Verdict is Verdict.Accepted)).ToList();
        var rejected = expected.Records.Where(record => record.Verdict is Verdict.Rejected).ToList();
        if (expected.Records.Exists(record => record.Verdict is Verdict.Open))
        {
            Assert.Empty(Less(rejected.Select(AsReject), reading.Rejects));
            return;
        }

        Assert.Equal(Sorted(rows), Sorted(RowsOf(reading.Table)));
        Assert.Equal(rejected.Select(AsReject), reading.Rejects);
        if (!rejected.Exists(record => record.IsAmountOpen))
        {
            Assert.Equal(rejected.Sum(record => (decimal)(record.Amount ?? 0)) / 10_000, reading.Table.RejectedAmount);
            Assert.Equal(rejected.Count(record => record.Amount is null), reading.Table.RejectedWithoutAmount);
        }

        var asOf = clean.Options.AsOf ?? (rows.Count == 0 ? clean.Options.Tomorrow : DateOnly.FromDayNumber(Math.Min(rows.Max(row => row.Day) + 1, DateOnly.FromDateTime(clean.Options.Tomorrow).DayNumber)).ToDateTime(default));
        Assert.Equal(asOf, reading.Table.AsOf);
        Assert.Equal(rows.Where(row => DateOnly.FromDayNumber(row.Day).ToDateTime(default) < asOf).Sum(row => (decimal)row.Amount) / 10_000, reading.Table.Amount);
    }

    private void AssertStops(PlainReader expected, Reading stopped)
    {
        var first = expected.Records.Find(record => record.Verdict is not Verdict.Accepted);
        if (stopped.Error is not { } error || first is null || first.Verdict is Verdict.Open || WholeFile.Contains(error.ErrorId))
        {
            return;
        }

        Assert.Equal(Target(first.Line), error.Target);
        Assert.True(first.Problem.Split(' ').Any(problem => error.ErrorId.StartsWith(problem, StringComparison.Ordinal)), $"{error.ErrorId} instead of {first.Problem}");
    }

    // What the generator itself knows, with no reader between. Left out are: a damaged header, for then no row need be read; an encoding that
    // cannot decode the file, for it is refused whole; a failure of the whole file. Where quotes or line ends were damaged, an untouched row may have
    // come to stand inside a field that is quoted by the rules: then it is found in the record that swallowed it, as the plain reader splits records.
    private void AssertUntouched(Reading reading)
    {
        if (reading.Table is null || plain is null)
        {
            return;
        }

        var untouched = damaged.Untouched().ToList();
        var kept = untouched.Where(row => clean.Options.Refund is not RefundRule.Ignore || row.Amount >= 0).ToList();
        var missing = Less((clean.Options.DropDuplicate ? kept.DistinctBy(row => (row.Customer, row.Date, row.Amount)) : kept).Select(row => new TableRow(row.Customer, DateOnly.FromDateTime(row.Date).DayNumber, (long)(row.Amount * 10_000))), RowsOf(reading.Table));
        if (damaged.KeepsRecords)
        {
            Assert.Empty(missing);
            Assert.Equal(clean.Rows.Count, reading.Table.RowsRead);
            return;
        }

        // A row of several lines may then be parted, so it is looked for line by line.
        foreach (var row in kept.Where(row => missing.Exists(one => one.Amount == (long)(row.Amount * 10_000))))
        {
            foreach (var line in row.Text.Split('\n').Select(line => line.TrimEnd('\r')))
            {
                var text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line));
                Assert.True(
                    reading.Rejects.Exists(reject => reject.Record.Contains(line, StringComparison.Ordinal)) || plain.Records.Exists(record => record.Raw.Contains(text, StringComparison.Ordinal)),
                    $"an untouched row is gone: {row.Text}");
            }
        }
    }

    // A refund that is ignored is no row, and of equal records one is kept where that is asked for.
    private IEnumerable<TableRow> Kept(IEnumerable<PlainRecord> records)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return records
            .Where(record => clean.Options.Refund is not RefundRule.Ignore || record.Amount >= 0)
            .Where(record => !clean.Options.DropDuplicate || seen.Add(string.Join('\uFFFF', record.Fields)))
            .Select(record => new TableRow(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(record.Customer)), record.Day, record.Amount!.Value));
    }

    private Reject AsReject(PlainRecord record)
    {
        // Long records are cut for the reject file; those with broken quotes, which come as text, by their characters.
        var raw = Encoding.Latin1.GetBytes(record.Raw);
        var text = Encoding.UTF8.GetString(record.IsMalformed ? raw : raw.AsSpan(0, Math.Min(raw.Length, 1 << 16)));
        var size = record.IsMalformed ? text.Length : raw.Length;
        text = size > 1 << 16 ? string.Create(CultureInfo.InvariantCulture, $"{text[..Math.Min(text.Length, 1 << 16)]}… [cut: the record is {size:#,0} long]") : text;
        return new(record.Line, text.Length > 0 && "=@+-\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text);
    }

    private string Target(int line) => $"{Path.Combine(folder, "rows.csv")}:{line}";

    // The bytes as UTF-8 without a mark; null where the encoding has no such bytes.
    private byte[]? Decoded()
    {
        var mark = clean.HasMark ? clean.Encoding.GetByteCount("\uFEFF") : 0;
        if (clean.Encoding is UTF8Encoding && !clean.NamesEncoding)
        {
            return bytes.Length < mark ? null : bytes[mark..];
        }

        try
        {
            return bytes.Length < mark ? null : Encoding.UTF8.GetBytes(clean.Encoding.GetString(bytes, mark, bytes.Length - mark));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static List<TableRow> RowsOf(ColumnTable table)
    {
        var rows = new List<TableRow>();
        for (var customer = 0; customer < table.Data.Customers; customer++)
        {
            var name = table.Data.CustomerIds.GetName(customer);
            for (var row = table.Data.Start[customer]; row < table.Data.Start[customer + 1]; row++)
            {
                rows.Add(new(name, table.Data.Day[row], table.Data.Amount[row]));
            }
        }

        return rows;
    }

    private static IEnumerable<TableRow> Sorted(IEnumerable<TableRow> rows) => rows.OrderBy(row => row.Customer, StringComparer.Ordinal).ThenBy(row => row.Day).ThenBy(row => row.Amount);

    // What of the first is not in the second, each as often as it occurs.
    private static List<T> Less<T>(IEnumerable<T> from, IEnumerable<T> taken)
    {
        var left = new List<T>(from);
        foreach (var one in taken)
        {
            left.Remove(one);
        }

        return left;
    }

    private sealed record Reading(ColumnTable? Table, List<Reject> Rejects, CustomerMetricsException? Error);

    private readonly record struct TableRow(string Customer, int Day, long Amount);

    private sealed class ReportLimit(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        private int reports;

        public void Report(ImportProgress value)
        {
            // These files are far shorter than one batch of rows.
            if (++reports > 2)
            {
                stop.Cancel();
            }
        }
    }
}
