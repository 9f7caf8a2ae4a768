using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>An open CSV file, read strictly: what CsvHelper would mend in silence is told instead.</summary>
internal sealed class CsvFile : IDisposable
{
    private const int BufferSize = 1 << 18;

    /// <summary>A longer record is a quote that was never closed.</summary>
    private const int MaxRecordSize = 1 << 24;

    /// <summary>More columns are no table, but a wrong delimiter or a damaged file.</summary>
    private const int MaxColumns = 100_000;

    private const int Utf8CodePage = 65001;

    private readonly FileStream stream;
    private readonly LineGuard guard;

    private static ReadOnlySpan<byte> GzipMark => [0x1F, 0x8B];

    private CsvFile(string path, FileStream stream, LineGuard guard, CsvReader reader)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        this.stream = stream;
        this.guard = guard;
        Reader = reader;
        Length = stream.CanSeek ? stream.Length : 0;
    }

    public string Path { get; }

    public string Name { get; }

    public CsvReader Reader { get; }

    /// <summary>Zero for a pipe.</summary>
    public long Length { get; }

    public RowPlace Place => PlaceOf(Reader.LineNumber);

    public RowPlace PlaceOf(long line) => new(Name, Path, "line", line);

    public long Position => stream.CanSeek ? stream.Position : 0;

    /// <param name="path">A full path.</param>
    /// <param name="options">Delimiter and encoding.</param>
    /// <param name="onMalformed">Takes records with broken quotes.</param>
    public static CsvFile Open(string path, ImportOptions options, Action<CsvMalformedRecord> onMalformed)
    {
        var input = OpenStream(path);
        CsvReader? reader = null;
        LineGuard? lines = null;
        var opened = false;
        try
        {
            var marked = EncodingOfMark(input);
            var told = marked ?? options.Encoding;
            lines = new LineGuard(Decompress(input), options.Delimiter, MaxRecordSize, told is { IsSingleByte: false, CodePage: not Utf8CodePage });
            reader = CreateReader(lines, new CsvReaderOptions
            {
                Separator = options.Delimiter,
                Encoding = told is { } encoding ? Strict(encoding) : null,
                BufferSize = BufferSize,
                MaxRecordSize = MaxRecordSize,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = onMalformed,
            }, path);
            var file = new CsvFile(path, input, lines, reader);
            file.ReadHeader();
            opened = true;
            return file;
        }
        catch (Exception e) when (Failure(path, e, lines, 0) is { } failure)
        {
            throw failure;
        }
        finally
        {
            if (!opened)
            {
                reader?.Dispose();
                input.Dispose();
            }
        }
    }

    public IReadOnlyList<string> Header => Reader.Headers;

    /// <summary>Reads on; a failure of the file or its encoding is told as such.</summary>
    public bool Read()
    {
        try
        {
            return Reader.Read() || ReadToTheEnd();
        }
        catch (Exception e) when (Failure(Path, e, guard, Reader.LineNumber) is { } failure)
        {
            throw failure;
        }
    }

    private static CsvReader CreateReader(Stream input, CsvReaderOptions options, string path)
    {
        try
        {
            return CsvReader.Create(input, options);
        }
        catch (ArgumentException e) when (options.Separator is not null)
        {
            throw new CustomerMetricsException("DelimiterInvalid", FailureKind.InvalidArgument, "This character cannot part columns.", "Give a single character that is no quote, no line break and no letter with an accent, such as ; or `t.", path, e);
        }
    }

    // A file that was cut off while it was read would look like a shorter one.
    private bool ReadToTheEnd() => !stream.CanSeek || stream.Position >= Length
        ? false
        : throw new IOException("it became shorter while it was read.");

    /// <summary>What a record with broken quotes is, as a problem of a row.</summary>
    public static RowProblem Describe(CsvMalformedRecord record)
    {
        const string remedy = "A quote inside a field is written twice and the field in quotes; correct the export, or leave such rows out with -BadRow Skip or Report.";
        var lines = record.RawRecord.AsSpan().Count('\n');
        var span = lines == 0 ? "" : Errors.Invariant($"; the record runs to line {record.LineNumber + lines}");
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
        stream.Dispose();
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
            throw TooManyColumns(Path, 0, null);
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

    private static FileStream OpenStream(string path)
    {
        if (Directory.Exists(path))
        {
            throw Errors.IsDirectory(path);
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.FileNotFound(path);
        }
        catch (ArgumentException e)
        {
            throw Errors.PathInvalid(path, e);
        }
        catch (Exception e) when (Failure(path, e, null, 0) is { } failure)
        {
            throw failure;
        }
    }

    // By its first two bytes; a pipe cannot be put back and is told by its name.
    private static Stream Decompress(FileStream file)
    {
        var isCompressed = file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        if (file.CanSeek)
        {
            var position = file.Position;
            Span<byte> start = stackalloc byte[2];
            isCompressed = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(GzipMark);
            file.Position = position;
        }

        return isCompressed ? new GzipInput(file) : file;
    }

    /// <param name="path">The file.</param>
    /// <param name="e">What went wrong.</param>
    /// <param name="guard">What is known of the lines.</param>
    /// <param name="line">The line of the last record that was read.</param>
    private static CustomerMetricsException? Failure(string path, Exception e, LineGuard? guard, long line)
    {
        var name = System.IO.Path.GetFileName(path);
        return e switch
        {
            CsvFormatException format => TooLong(path, format, guard),
            TooManyFieldsException => TooManyColumns(path, line, e),
            DecoderFallbackException => new("TextNotInEncoding", FailureKind.InvalidData, $"{name}: the file holds bytes that its encoding does not have.", "Name the encoding of the file with -Encoding.", path, e),
            InvalidDataException => new("CompressedDataBroken", FailureKind.ReadError, $"{name}: the compressed data is broken or cut off: {e.Message}", "Copy or compress the file again.", path, e),
            UnauthorizedAccessException => Errors.AccessDenied(path, e),
            IOException => Errors.CannotRead(path, e),
            _ => null,
        };
    }

    private static CustomerMetricsException TooLong(string path, CsvFormatException format, LineGuard? guard)
    {
        var (what, remedy) = guard switch
        {
            { HasLines: false, HasNuls: true } => ("; it has no line end, and holds NUL bytes", "The file is damaged, or it is UTF-16 without a byte order mark: then use -Encoding unicode."),
            { HasLines: false } => ("; it has no line end", "Look whether this is a CSV file. If it is, correct the export: a line end is missing, or a quote is opened and never closed."),
            _ => ("", "A quote is probably opened there and never closed. Correct the export."),
        };
        return new("RecordTooLong", FailureKind.InvalidData, Errors.Invariant($"{System.IO.Path.GetFileName(path)}, line {format.LineNumber}: the record that starts here is longer than {MaxRecordSize / (1 << 20)} MB{what}."), remedy, Errors.Invariant($"{path}:{format.LineNumber}"), format);
    }

    // A reader that stopped within a record knows only where the one before began.
    private static CustomerMetricsException TooManyColumns(string path, long line, Exception? cause) => new(
        "TooManyColumns",
        FailureKind.LimitExceeded,
        line == 0
            ? Errors.Invariant($"{System.IO.Path.GetFileName(path)}: the header has more than {MaxColumns:#,0} columns.")
            : Errors.Invariant($"{System.IO.Path.GetFileName(path)}: a line after line {line} has more than {LineGuard.MostSeparators:#,0} delimiters."),
        "Look whether this is a CSV file, and say with -Delimiter what parts its columns.",
        path,
        cause);

    // A mark that the reader meets itself makes it decode with replacement characters, which would merge broken ids. UTF-8 is checked field by field.
    private static Encoding? EncodingOfMark(FileStream file)
    {
        if (!file.CanSeek)
        {
            return null;
        }

        Span<byte> start = stackalloc byte[4];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        Encoding[] wide = [Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode, Encoding.BigEndianUnicode];
        file.Position = 0;
        foreach (var encoding in wide)
        {
            if (start[..length].StartsWith(encoding.Preamble))
            {
                file.Position = encoding.Preamble.Length;
                return encoding;
            }
        }

        return null;
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
