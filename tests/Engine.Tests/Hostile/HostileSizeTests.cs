using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>Alone: what a file costs is told by what the whole process allocates.</summary>
[CollectionDefinition(nameof(HostileSizeTests), DisableParallelization = true)]
public sealed class HostileSizeTestsAlone;

/// <summary>
/// Files without an end of a line, which a reader may not take into memory. In the ordinary suite they have four times the longest record; when
/// CUSTOMERMETRICS_HOSTILE_CASES is set, a gigabyte, which may cost no more.
/// </summary>
[Collection(nameof(HostileSizeTests))]
public sealed class HostileSizeTests(ITestOutputHelper output)
{
    private const string Header = "customer_id,date,amount,note\n";
    private const string Good = "a,2024-01-01,1,good\n";
    private const int RecordLimit = 1 << 24;
    private const int ManyRows = 100_000;

    // Buffers of two bytes a character double up to twice the longest record, which is eight of them where the pool has none to lend; the ninth is for segments and batches.
    private const long BuffersOfARecord = 9L * RecordLimit;

    private static readonly long Size = Environment.GetEnvironmentVariable("CUSTOMERMETRICS_HOSTILE_CASES") is { Length: > 0 } ? 1L << 30 : 4L * RecordLimit;

    /// <summary>What comes first decides: a header, a row, or a field within quotes.</summary>
    [Theory]
    [InlineData("", "a", 1)]
    [InlineData("", "\0", 1)]
    [InlineData(Header + Good, "a", 3)]
    [InlineData(Header + Good, "\0", 3)]
    [InlineData(Header + Good, " ", 3)]
    [InlineData(Header + Good + "a,2024-01-01,1,\"", "a", 3)]
    [InlineData(Header + Good + "a,2024-01-01,1,\"", "\"\"", 3)]
    [InlineData(Header + Good + "a,2024-01-01,1,\"", "\n", 3)]
    public void ALineWithoutAnEndIsRefusedEarly(string start, string filler, int line)
    {
        using var root = new ScratchFolder();
        var path = Path.Combine(root.Path, "endless.csv");
        Write(path, start, filler);
        AssertRefused(path, line);
    }

    /// <summary>Every field has a place of its own in the reader, so delimiters are refused long before they are a record of the largest size.</summary>
    [Theory]
    [InlineData("", "", "the header")]
    [InlineData(Header + Good, ",", "after line 2")]
    [InlineData(Header + Good, ",,,x", "after line 2")]
    public void ALineOfDelimitersIsRefusedEarly(string start, string filler, string where)
    {
        using var root = new ScratchFolder();
        var path = Path.Combine(root.Path, "delimiters.csv");
        Write(path, start, filler.Length == 0 ? ";" : filler);
        AssertRefused(path, "TooManyColumns", where, 10L * RecordLimit);
    }

    /// <summary>A text with many delimiters is no table: within quotes they are read, as long as there are not a million in a line.</summary>
    [Fact]
    public void ATextMayHoldManyDelimiters()
    {
        var note = string.Concat(Enumerable.Repeat("x,", 400_000));
        var table = TestSource.FromText($"{Header}a,2024-01-01,1,\"{note}\"\na,2024-01-01,1,\"{note}\n{note}\n{note}\"\n");
        Assert.Equal(2, table.Rows);
    }

    /// <summary>Ids that fill the memory are refused before they are kept, and those that are taken do not fill a batch of thousands.</summary>
    [Fact]
    public void LongIdsTakeNoMemory()
    {
        using var root = new ScratchFolder();
        var path = Path.Combine(root.Path, "ids.csv");
        using (var file = new StreamWriter(path))
        {
            file.Write(Header + Good);
            for (var i = 0; i < 4; i++)
            {
                file.Write(new string((char)('a' + i), RecordLimit - 100));
                file.Write(",2024-01-01,1,x\n");
            }

            for (var i = 0; i < 400; i++)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{i:000}"));
                file.Write(new string('n', 60_000));
                file.Write(",2024-01-01,1,x\n");
            }
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var table = TestSource.FromCsv(path, TestSource.Options with { BadRow = BadRowAction.Skip });
        var cost = GC.GetTotalAllocatedBytes(precise: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost / 1e6:0} MB allocated for {new FileInfo(path).Length / 1e6:0} MB"));
        Assert.Equal((401, 4), (table.Rows, table.RejectedRows));
        Assert.InRange(cost, 0, 16L * RecordLimit);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void ALineWithoutAnEndInAnotherEncodingIsRefusedEarly(string name)
    {
        using var root = new ScratchFolder();
        var path = Path.Combine(root.Path, "endless.csv");
        Write(path, "\uFEFF" + Header + Good, "a", Encoding.GetEncoding(name));
        AssertRefused(path, 3);
    }

    /// <summary>Some megabytes on the disk, a gigabyte when unpacked.</summary>
    [Fact]
    public void ALineWithoutAnEndInGzipIsRefusedEarly()
    {
        using var root = new ScratchFolder();
        var path = Path.Combine(root.Path, "bomb.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            Fill(gzip, Header + Good, "a", Encoding.UTF8);
        }

        Assert.InRange(new FileInfo(path).Length, 0, Size / 100);
        AssertRefused(path, 3);
    }

    /// <summary>Early is told by the other end of a pipe: it is closed long before all is written.</summary>
    [Fact]
    public async Task APipeWithoutALineEndIsClosedEarly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no mkfifo.");
        using var folder = new TemporaryFolder();
        var path = folder.File("pipe");
        HostileFileTests.MakePipe(path);
        var written = 0L;
        var writing = Task.Run(() =>
        {
            using var pipe = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, 1);
            var block = Encoding.UTF8.GetBytes(new string('a', 1 << 16));
            pipe.Write(Encoding.UTF8.GetBytes(Header + Good));
            for (; written < Size; written += block.Length)
            {
                pipe.Write(block);
            }
        });
        Assert.Equal("RecordTooLong", Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(path)).ErrorId);
        await Assert.ThrowsAnyAsync<IOException>(() => writing);
        Assert.InRange(written, RecordLimit - (1 << 16), 3L * RecordLimit);
    }

    /// <summary>Empty lines are skipped, however many, and cost nothing to keep.</summary>
    [Fact]
    public void EmptyLinesTakeNoMemory()
    {
        using var root = new ScratchFolder();
        var path = Path.Combine(root.Path, "empty.csv");
        Write(path, Header + Good, "\n");
        File.AppendAllText(path, Good);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(2, TestSource.FromCsv(path).Rows);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, RecordLimit);
    }

    /// <summary>A writer that dies in the middle of a row leaves half of it.</summary>
    [Fact]
    public async Task APipeThatBreaksInARowIsNotReadInSilence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no mkfifo.");
        using var folder = new TemporaryFolder();
        var path = folder.File("pipe");
        HostileFileTests.MakePipe(path);
        var writing = Task.Run(() => File.WriteAllText(path, Many() + "a,2024-01"));
        Assert.Equal("RowRagged", Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(path)).ErrorId);
        await writing;
    }

    [Fact]
    public void WhatIsNoFileIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links and sockets are others here.");
        using var folder = new TemporaryFolder();
        var (dangling, loop, chain, socket) = (folder.File("dangling.csv"), folder.File("loop.csv"), folder.File("chain.csv"), folder.File("socket.csv"));
        File.CreateSymbolicLink(dangling, folder.File("none.csv"));
        File.CreateSymbolicLink(loop, chain);
        File.CreateSymbolicLink(chain, loop);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        var refused = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            [dangling] = ["FileNotFound"],
            [loop] = ["FileNotFound", "FileNotReadable"],
            [socket] = ["FileNotReadable", "PathIsDevice"],
            ["/dev/null"] = ["FileEmpty", "PathIsDevice"],
        };
        Assert.All(refused, pair =>
        {
            var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(pair.Key));
            Assert.Contains(error.ErrorId, pair.Value);
            Assert.NotEmpty(error.Remedy);
        });
    }

    private static string Many() => Header + string.Concat(Enumerable.Range(0, ManyRows).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i % 1000:000000},2024-01-{(i % 28) + 1:00},1,x\n")));

    private void AssertRefused(string path, int line) => AssertRefused(path, "RecordTooLong", $"line {line}", BuffersOfARecord);

    private void AssertRefused(string path, string errorId, string where, long most)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromCsv(path));
        var cost = GC.GetTotalAllocatedBytes(precise: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{error.ErrorId}, {cost / 1e6:0} MB allocated for {new FileInfo(path).Length / 1e6:0} MB"));
        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.InRange(cost, 0, most);
    }

    private static void Write(string path, string start, string filler, Encoding? encoding = null)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        if (filler == "\0")
        {
            // Nothing is written: a sparse file reads as NULs.
            file.Write(Encoding.UTF8.GetBytes(start));
            file.SetLength(Size);
            return;
        }

        Fill(file, start, filler, encoding ?? new UTF8Encoding(false));
    }

    private static void Fill(Stream stream, string start, string filler, Encoding encoding)
    {
        stream.Write(encoding.GetBytes(start));
        var block = encoding.GetBytes(string.Concat(Enumerable.Repeat(filler, (1 << 20) / filler.Length)));
        for (var written = 0L; written < Size; written += block.Length)
        {
            stream.Write(block);
        }
    }
}
