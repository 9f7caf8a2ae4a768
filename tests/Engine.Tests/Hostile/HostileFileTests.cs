using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>Files that are no ordinary files, and files that change while they are read.</summary>
public sealed class HostileFileTests
{
    private const string Header = "customer_id,date,amount\n";

    // Several batches of rows and several buffers, so that the reader is told of in the middle.
    private const int ManyRows = 100_000;

    private const int ShortSegment = 1 << 12;

    private const int RecordLimit = 1 << 24;

    [Fact]
    public void TenThousandColumns()
    {
        const int columns = 10_000;
        var names = Enumerable.Range(0, columns).Select(i => "x" + i).ToArray();
        (names[17], names[5_000], names[^1]) = ("amount", "customer_id", "date");
        var row = Enumerable.Repeat("7", columns).ToArray();
        row[^1] = "2024-01-01";
        var csv = string.Join(',', names) + "\n" + string.Join(',', row) + "\n";
        Assert.Equal(7m, TestSource.FromText(csv).Amount);
        var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromText(csv + string.Join(',', row.Skip(1)) + "\n"));
        Assert.Equal("RowRagged", error.ErrorId);
        Assert.Contains("9999 fields, the header 10000", error.Message, StringComparison.Ordinal);
        Assert.Equal("ColumnNotFound", Assert.Throws<CustomerMetricsException>(() => TestSource.FromText(csv.Replace("date", "when", StringComparison.Ordinal))).ErrorId);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-100_000)]
    public void ARecordJustBelowTheLimitIsRead(int difference) => Assert.Equal(3, ReadLong(RecordLimit + difference).Rows);

    // The limit is asked for where the reader needs more input; a record that its buffer happens to hold already is read, and read rightly.
    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    public void ARecordJustAboveTheLimitIsReadOrRefused(int difference)
    {
        try
        {
            var table = ReadLong(RecordLimit + difference);
            Assert.Equal((3L, 3m), (table.Rows, table.Amount));
        }
        catch (CustomerMetricsException e)
        {
            Assert.Equal("RecordTooLong", e.ErrorId);
        }
    }

    [Theory]
    [InlineData(RecordLimit)]
    [InlineData(2 * RecordLimit)]
    public void ARecordFarAboveTheLimitIsRefused(int difference)
    {
        var error = Assert.Throws<CustomerMetricsException>(() => ReadLong(RecordLimit + difference));
        Assert.Equal("RecordTooLong", error.ErrorId);
        Assert.Contains("line 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatGrowsIsReadInWholeRows()
    {
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        var table = ReadWhile(path, () => File.AppendAllText(path, Rows(ManyRows, 5_000)));
        Assert.InRange(table.RowsRead, ManyRows, ManyRows + 5_000);
        AssertConsistent(table);
    }

    [Fact]
    public void AFileThatGrowsByHalfARowIsNotReadInSilence()
    {
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        var error = Assert.Throws<CustomerMetricsException>(() => ReadWhile(path, () => File.AppendAllText(path, "half,2024")));
        Assert.Equal("RowRagged", error.ErrorId);
    }

    [Fact]
    public void AFileThatShrinksIsNotReadInSilence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file is not cut off here.");
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        var atLineEnd = (Header + Rows(0, ManyRows / 2)).Length;
        var error = Assert.ThrowsAny<CustomerMetricsException>(() => ReadWhile(path, () => Cut(path, atLineEnd)));
        Assert.Equal("FileNotReadable", error.ErrorId);
    }

    [Fact]
    public void AFileThatIsEmptiedIsNotReadInSilence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file is not cut off here.");
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        var error = Assert.Throws<CustomerMetricsException>(() => ReadWhile(path, () => Cut(path, 0)));
        Assert.Equal("FileNotReadable", error.ErrorId);
    }

    [Fact]
    public void AFileThatIsReplacedIsReadToItsEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file is not replaced here.");
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        var other = folder.File("other.csv");
        File.WriteAllText(other, Header + Rows(0, 1));
        var table = ReadWhile(path, () => File.Move(other, path, overwrite: true));
        Assert.Equal(ManyRows, table.RowsRead);
        AssertConsistent(table);
        Assert.Equal(1, TestSource.FromCsv(path).RowsRead);
    }

    [Fact]
    public void AFileThatIsDeletedIsReadToItsEnd()
    {
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        var table = ReadWhile(path, () => File.Delete(path));
        Assert.Equal(ManyRows, table.RowsRead);
        AssertConsistent(table);
    }

    [Fact]
    public void AFailureOfWhoIsToldEndsTheImport()
    {
        using var folder = new TemporaryFolder();
        var path = WriteMany(folder);
        Assert.Throws<InvalidOperationException>(() => ReadWhile(path, () => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ManyRows)]
    public async Task ANamedPipeIsRead(int rows)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no mkfifo.");
        using var folder = new TemporaryFolder();
        var path = folder.File("pipe");
        MakePipe(path);
        var writing = Task.Run(() => WriteSlowly(path, Header + Rows(0, rows)));
        if (rows == 0)
        {
            Assert.Equal("NoRows", Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(path)).ErrorId);
        }
        else
        {
            Assert.Equal(rows, TestSource.FromCsv(path).Rows);
        }

        await writing;
    }

    [Fact]
    public void EndlessNulsAreRefusedEarly()
    {
        const string zeros = "/dev/zero";
        Assert.SkipUnless(File.Exists(zeros), "There is no " + zeros);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.ReadHeader(zeros, TestSource.Options));
        Assert.Contains(error.ErrorId, new[] { "RecordTooLong", "HeaderHasNul" });

        // A few doublings of the buffer up to twice the longest record.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * RecordLimit);
        Assert.Equal(error.ErrorId, Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(zeros)).ErrorId);
    }

    [Fact]
    public void ADirectoryIsNoFile()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("PathIsDirectory", Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(folder.Path)).ErrorId);
    }

    [Theory]
    [InlineData("10\0")]
    [InlineData("10.5000000\0\0")]
    public void AnAmountWithNulsIsNoAmount(string amount) =>
        Assert.Equal("AmountNotReadable", Assert.Throws<CustomerMetricsException>(() => TestSource.FromText(Header + $"a,2024-01-01,{amount}\n")).ErrorId);

    [Theory]
    [InlineData("2024-01-01\0", "")]
    [InlineData("01.01.2024\0", "dd.MM.yyyy")]
    [InlineData("2024-01-01T00:00:00Z\0", "yyyy-MM-ddTHH:mm:ssK")]
    public void ADateWithNulsIsNoDate(string date, string format) =>
        Assert.Equal("DateNotReadable", Assert.Throws<CustomerMetricsException>(() => TestSource.FromText(Header + $"a,{date},1\n", TestSource.Options with { DateFormats = format.Length == 0 ? [] : [format] })).ErrorId);

    // A byte order mark names the encoding as well as an option does: bytes that it does not have are no text.
    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", false)]
    public void BrokenCharactersBehindAMarkAreRefused(string name, bool isNamed)
    {
        var encoding = Encoding.GetEncoding(name);
        var csv = encoding.GetBytes("\uFEFF" + Header + "aX,2024-01-01,1\n");
        var at = csv.AsSpan().IndexOf(encoding.GetBytes("X"));
        encoding.GetBytes("\uFFFF").CopyTo(csv, at);
        csv.AsSpan(at, 4).Replace((byte)0xFF, (byte)0xD8);
        AssertNotText(csv, encoding, isNamed);
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", false)]
    [InlineData("utf-32", true)]
    public void HalfACharacterAtTheEndIsRefused(string name, bool isNamed)
    {
        var encoding = Encoding.GetEncoding(name);
        var csv = encoding.GetBytes("\uFEFF" + Header + "a,2024-01-01,123");
        AssertNotText(csv[..^1], encoding, isNamed);
    }

    // A reader of bytes that forgets where fields end would take the second for the first.
    [Fact]
    public void RowsThatDifferInWhereAFieldEndsAreNoDuplicates()
    {
        var csv = "customer_id,date,amount,region,note\na,2024-01-01,1,\"x,y\",z\na,2024-01-01,1,x,\"y,z\"\n";
        var table = TestSource.FromText(csv, TestSource.Options with { DropDuplicate = true });
        Assert.Equal((2L, 0L), (table.Rows, table.DuplicateRows));
    }

    internal static void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>The first letter of what ls tells: p for a pipe, - for a file.</summary>
    internal static string KindOf(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("ls", ["-ld", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return process.StandardOutput.ReadToEnd()[..1];
    }

    private static void AssertNotText(byte[] csv, Encoding encoding, bool isNamed)
    {
        var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromBytes(csv, TestSource.Options with { Encoding = isNamed ? encoding : null }));
        Assert.Contains(error.ErrorId, new[] { "TextNotInEncoding", "TextNotUtf8", "AmountNotReadable" });
    }

    private static TransactionTable ReadLong(int record)
    {
        const string before = "a,2024-01-01,1,\"";
        var note = new string('x', record - before.Length - 1);
        return TestSource.FromText($"customer_id,date,amount,note\na,2024-01-01,1,short\n{before}{note}\"\na,2024-01-01,1,short\n");
    }

    private static string WriteMany(TemporaryFolder folder)
    {
        var path = folder.File("rows.csv");
        File.WriteAllText(path, Header + Rows(0, ManyRows));
        return path;
    }

    private static string Rows(int from, int count)
    {
        var rows = new StringBuilder(count * 24);
        for (var i = from; i < from + count; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"c{i % 1000:000000},2024-01-{(i % 28) + 1:00},{i % 10_000:0000}.25\n");
        }

        return rows.ToString();
    }

    private static void Cut(string path, int length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }

    private static void WriteSlowly(string path, string text)
    {
        using var pipe = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, 1);
        foreach (var piece in Encoding.UTF8.GetBytes(text).Chunk(777))
        {
            pipe.Write(piece);
        }
    }

    /// <summary>Reads a file and does something to it at the first report, in segments so short that most of it is left then: reading waits for who is told of it.</summary>
    private static TransactionTable ReadWhile(string path, Action change) =>
        (TransactionTable)CsvImport.Read([path], TestSource.Options, new FirstReport(change), CancellationToken.None, ShortSegment);

    private static void AssertConsistent(TransactionTable table)
    {
        Assert.Equal(table.RowsRead, table.Rows + table.RejectedRows + table.RowsAfterAsOf);
        Assert.Equal(table.Amount, TestSource.Engine.GetValue(table, new ValueQuery(), CancellationToken.None).Sum(value => value.Net));
    }

    private sealed class FirstReport(Action change) : IProgress<ImportProgress>
    {
        private bool isDone;

        public void Report(ImportProgress value)
        {
            if (!isDone)
            {
                isDone = true;
                change();
            }
        }
    }
}
