using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>An open CSV file, read strictly: what CsvHelper would mend in silence is told instead.</summary>
internal sealed class CsvFile : IDisposable
{
    /// <summary>More columns are no table, but a wrong delimiter or a damaged file.</summary>
    public const int MaxColumns = 100_000;

    private const int BufferSize = 1 << 18;

    private readonly CsvInput input;

    private CsvFile(CsvInput input, CsvReader reader)
    {
        this.input = input;
        Reader = reader;
    }

    public string Path => input.Path;

    public string Name => input.Name;

    public CsvReader Reader { get; }

    /// <summary>Zero for a pipe.</summary>
    public long Length => input.Length;

    public long Position => input.Position;

    public RowPlace Place => PlaceOf(Reader.LineNumber);

    public RowPlace PlaceOf(long line) => new(Name, Path, "line", line);

    public IReadOnlyList<string> Header => Reader.Headers;

    /// <param name="path">A full path.</param>
    /// <param name="options">Delimiter and encoding.</param>
    /// <param name="onMalformed">Takes records with broken quotes.</param>
    public static CsvFile Open(string path, ImportOptions options, Action<CsvMalformedRecord> onMalformed)
    {
        var opening = CsvInput.Open(path, options);
        CsvFile? file = null;
        var opened = false;
        try
        {
            file = new CsvFile(opening, CreateReader(opening.Bytes, Options(options.Delimiter, hasHeader: true, onMalformed), path));
            file.ReadHeader();
            opening.Bytes.Forget();
            opened = true;
            return file;
        }
        catch (Exception e) when (opening.Failure(e, 0, 0) is { } failure)
        {
            throw failure;
        }
        finally
        {
            if (!opened)
            {
                file?.Reader.Dispose();
                opening.Dispose();
            }
        }
    }

    /// <summary>Reads on; a failure of the file or its encoding is told as such.</summary>
    public bool Read()
    {
        try
        {
            if (Reader.Read())
            {
                return true;
            }

            input.CheckEnd();
            return false;
        }
        catch (Exception e) when (Failure(e, 0, Reader.LineNumber) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>The bytes behind the header, from the line break that ends it, for readers of their own.</summary>
    /// <param name="line">The line on which the header ends.</param>
    public RewindStream TakeBytes(out long line)
    {
        var start = (int)Reader.ByteOffset;
        var end = start + RecordEnds.First(input.Bytes.Kept[start..]);
        line = Reader.LineNumber + RecordEnds.CountLines(input.Bytes.Kept[start..end]);
        input.Bytes.Rewind(end);
        return input.Bytes;
    }

    /// <summary>A reader of some of these bytes, which does not count lines: hardly any record is asked for its own.</summary>
    public CsvReader ReaderOf(ReadOnlyMemory<byte> bytes, Action<CsvMalformedRecord> onMalformed) =>
        CsvReader.Create(bytes, Options(Reader.Separator, hasHeader: false, onMalformed) with { TrackLineNumbers = false });

    /// <summary>A reader of the rest of these bytes.</summary>
    public CsvReader ReaderOf(Stream bytes, Action<CsvMalformedRecord> onMalformed) => CsvReader.Create(bytes, Options(Reader.Separator, hasHeader: false, onMalformed));

    /// <summary>Fails where the bytes ended before the file did.</summary>
    public void CheckEnd() => input.CheckEnd();

    /// <summary>A failure of the file or its encoding as such; null for any other.</summary>
    /// <param name="e">What went wrong.</param>
    /// <param name="linesBefore">Lines that its reader does not count.</param>
    /// <param name="line">The line of the last record that it read.</param>
    public CustomerMetricsException? Failure(Exception e, long linesBefore, long line) => input.Failure(e, linesBefore, line);

    /// <summary>What a record with broken quotes is, as a problem of a row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="linesBefore">Lines that its reader does not count.</param>
    public static RowProblem Describe(CsvMalformedRecord record, long linesBefore = 0)
    {
        const string remedy = "A quote inside a field is written twice and the field in quotes; correct the export, or leave such rows out with -BadRow Skip or Report.";
        var lines = record.RawRecord.AsSpan().Count('\n');
        var span = lines == 0 ? "" : Errors.Invariant($"; the record runs to line {linesBefore + record.LineNumber + lines}");
        return record.Reason is CsvMalformedReason.TextAfterClosingQuote
            ? new("QuoteMalformed", null, "text follows a closing quote" + span, remedy)
            : new("QuoteMalformed", null, "a quote stands inside a field that is not quoted" + span, remedy);
    }

    public static CustomerMetricsException Unterminated(string path, long line) => new(
        "QuoteUnterminated",
        FailureKind.InvalidData,
        Errors.Invariant($"{System.IO.Path.GetFileName(path)}, line {line}: a quote is opened here and never closed, so the rest of the file cannot be told apart."),
        "Close the quote, or export again with quotes inside fields doubled.",
        Errors.Invariant($"{path}:{line}"));

    public void Dispose()
    {
        Reader.Dispose();
        input.Dispose();
    }

    private static CsvReaderOptions Options(char? separator, bool hasHeader, Action<CsvMalformedRecord> onMalformed) => new()
    {
        Separator = separator,
        HasHeader = hasHeader,
        BufferSize = BufferSize,
        MaxRecordSize = CsvInput.MaxRecordSize,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = onMalformed,
    };

    private static CsvReader CreateReader(Stream bytes, CsvReaderOptions options, string path)
    {
        try
        {
            return CsvReader.Create(bytes, options);
        }
        catch (ArgumentException e) when (options.Separator is not null)
        {
            throw new CustomerMetricsException("DelimiterInvalid", FailureKind.InvalidArgument, "This character cannot part columns.", "Give a single character that is no quote, no line break and no letter with an accent, such as ; or `t.", path, e);
        }
    }

    private void ReadHeader()
    {
        Reader.ReadHeader();
        if (Header.Count == 0)
        {
            throw new CustomerMetricsException("FileEmpty", FailureKind.InvalidData, $"{Name}: the file is empty.", "Check the export: it wrote no header and no rows.", Path);
        }

        if (Header.Count > MaxColumns)
        {
            throw input.Failure(new TooManyFieldsException(), 0, 0)!;
        }

        if (Header.Any(column => column.Contains('\0')))
        {
            throw new CustomerMetricsException("HeaderHasNul", FailureKind.InvalidData, $"{Name}: the header holds NUL bytes.", "The file is probably UTF-16 without a byte order mark: use -Encoding unicode. Otherwise it is no text.", Path);
        }

        if (Header.Any(column => column.Contains('\uFFFD')))
        {
            throw new CustomerMetricsException("HeaderNotUtf8", FailureKind.InvalidData, $"{Name}: the header is not valid UTF-8.", "Name the encoding of the file, for example -Encoding windows-1252.", Path);
        }
    }
}
