using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Currencies;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// Cuts files into segments of whole records, which several threads read side by side. While quotes are in order a record ends at a line feed with an
/// even number of them before it. A segment in which they are not is read as a stream, to the end of its file and by one thread.
/// </summary>
internal sealed class CsvSegments(IReadOnlyList<string> paths, ImportOptions options, CurrencyReader currencies) : IDisposable
{
    private readonly object gate = new();
    private readonly List<CsvTableFile> open = [];
    private readonly List<CsvSegment> taken = [];
    private CsvTableFile? current;
    private int opened;
    private byte[] left = [];
    private int leftLength;
    private long turn;
    private Exception? failure;
    private bool hasFailed;

    // Set until the one thread that reads the rest of the file has taken it; the others end.
    private bool isHeld;

    /// <summary>The columns of the first file.</summary>
    public MappedColumns? Columns { get; private set; }

    /// <summary>Fills a segment with what comes next; false at the end. A failure is told by the segment, in its turn.</summary>
    public bool TryTake(CsvSegment segment)
    {
        lock (gate)
        {
            GiveBack(segment);
            if (hasFailed || isHeld || (failure is null && current is null && opened == paths.Count))
            {
                return false;
            }

            segment.Begin(turn++);
            if (failure is null)
            {
                Fill(segment);
            }

            if (failure is not null && segment.IsEmpty)
            {
                segment.Failure = failure;
                segment.File ??= current;
                hasFailed = true;
            }

            taken.Add(segment);
            return true;
        }
    }

    /// <summary>All bytes from the beginning of a segment to the end of its file, in the turn of the segment. What was taken of them since is void.</summary>
    public Stream TakeRest(CsvSegment segment)
    {
        lock (gate)
        {
            var file = segment.File!;
            var later = taken.Where(other => other.File == file && other.Turn > segment.Turn).OrderBy(other => other.Turn).ToList();
            later.ForEach(other => other.IsVoid = true);
            IEnumerable<ReadOnlyMemory<byte>> pieces = later.Select(other => other.Bytes);
            if (file == current)
            {
                pieces = pieces.Append(left.AsMemory(0, leftLength));
                file.Bytes.PutBack(Join(segment.Bytes, pieces), failure);
                failure = null;
                hasFailed = false;
                isHeld = false;
                current = null;
            }
            else
            {
                file.Bytes.PutBack(Join(segment.Bytes, pieces), null);
            }

            return file.Bytes;
        }
    }

    public void Dispose() => open.ForEach(file => file.Dispose());

    // A piece begins with the break that ends the one before.
    private static byte[] Join(ReadOnlyMemory<byte> first, IEnumerable<ReadOnlyMemory<byte>> others)
    {
        var pieces = others.Where(piece => !piece.IsEmpty).Select(piece => piece[1..]).Prepend(first).ToList();
        var joined = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(joined.AsMemory(at));
            at += piece.Length;
        }

        return joined;
    }

    private void GiveBack(CsvSegment segment)
    {
        if (taken.Remove(segment) && segment.File is { } file && file != current && !taken.Exists(other => other.File == file))
        {
            open.Remove(file);
            file.Dispose();
        }
    }

    private void Fill(CsvSegment segment)
    {
        try
        {
            current ??= Open(paths[opened++]);
            segment.File = current;
            segment.Append(left.AsSpan(0, leftLength));
            leftLength = 0;
            ReadWholeRecords(segment, current);
            segment.Position = segment.File.File.Position;
        }
        catch (Exception e)
        {
            // What came before it is told first.
            failure = e;
            if (!TryCut(segment))
            {
                TakeLeft(segment.Bytes.Span);
                segment.Cut(0);
            }
        }
    }

    private void ReadWholeRecords(CsvSegment segment, CsvTableFile file)
    {
        while (true)
        {
            if (segment.Read(file.Bytes) == 0)
            {
                file.File.CheckEnd();
                current = null;
                return;
            }

            if (!segment.IsFull)
            {
                continue;
            }

            if (TryCut(segment))
            {
                return;
            }

            if (segment.Bytes.Length >= CsvInput.MaxRecordSize)
            {
                segment.HasNoEnd = true;
                isHeld = true;
                return;
            }

            segment.Grow();
        }
    }

    // What is left begins with the break that ends the segment: a reader takes it for an empty line, and the first bytes of no segment for a byte order mark.
    private bool TryCut(CsvSegment segment)
    {
        var end = RecordEnds.Last(segment.Bytes.Span, out var hasQuotes);
        if (end <= 0)
        {
            return false;
        }

        segment.MayHaveQuotes = hasQuotes;
        TakeLeft(segment.Bytes.Span[end..]);
        segment.Cut(end + 1);
        return true;
    }

    private void TakeLeft(ReadOnlySpan<byte> bytes)
    {
        if (left.Length < bytes.Length)
        {
            left = new byte[bytes.Length];
        }

        bytes.CopyTo(left);
        leftLength = bytes.Length;
    }

    private CsvTableFile Open(string path)
    {
        var file = CsvFile.Open(path, options, record => throw MalformedHeader(path, record));
        try
        {
            var columns = ColumnMapper.Map(file.Header, options.Columns, options.Contract, file.Name, file.Path);
            currencies.CheckColumns(columns, file.Name, file.Path);
            Columns ??= columns;
            open.Add(new CsvTableFile(file, columns, Columns.Header));
            return open[^1];
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static CustomerMetricsException MalformedHeader(string path, CsvMalformedRecord record) => record.Reason is CsvMalformedReason.UnterminatedQuote
        ? CsvFile.Unterminated(path, record.LineNumber)
        : new("HeaderMalformed", FailureKind.InvalidData, $"{Path.GetFileName(path)}: the header cannot be read: {CsvFile.Describe(record).Reason}.", "Correct the header line.", path);
}
