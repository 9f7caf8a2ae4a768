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

    private readonly FileStream stream;

    private static ReadOnlySpan<byte> GzipMark => [0x1F, 0x8B];

    private CsvFile(string path, FileStream stream, CsvReader reader)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        this.stream = stream;
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
        var opened = false;
        try
        {
            var marked = EncodingOfMark(input);
            reader = CsvReader.Create(Decompress(input), new CsvReaderOptions
            {
                Separator = options.Delimiter,
                Encoding = (marked ?? options.Encoding) is { } encoding ? Strict(encoding) : null,
                BufferSize = BufferSize,
                MaxRecordSize = MaxRecordSize,
                TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Skip,
                OnMalformedRecord = onMalformed,
            });
            var file = new CsvFile(path, input, reader);
            file.ReadHeader();
            opened = true;
            return file;
        }
        catch (Exception e) when (Failure(path, e) is { } failure)
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
        catch (Exception e) when (Failure(Path, e) is { } failure)
        {
            throw failure;
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
        catch (Exception e) when (Failure(path, e) is { } failure)
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

    private static CustomerMetricsException? Failure(string path, Exception e)
    {
        var name = System.IO.Path.GetFileName(path);
        return e switch
        {
            CsvFormatException format => new("RecordTooLong", FailureKind.InvalidData, Errors.Invariant($"{name}, line {format.LineNumber}: the record that starts here is longer than {MaxRecordSize / (1 << 20)} MB."), "A quote is probably opened and never closed. Correct the export.", Errors.Invariant($"{path}:{format.LineNumber}"), e),
            DecoderFallbackException => new("TextNotInEncoding", FailureKind.InvalidData, $"{name}: the file holds bytes that its encoding does not have.", "Name the encoding of the file with -Encoding.", path, e),
            InvalidDataException => new("CompressedDataBroken", FailureKind.ReadError, $"{name}: the compressed data is broken or cut off: {e.Message}", "Copy or compress the file again.", path, e),
            UnauthorizedAccessException => Errors.AccessDenied(path, e),
            IOException => Errors.CannotRead(path, e),
            ArgumentException => new("DelimiterInvalid", FailureKind.InvalidArgument, "This character cannot part columns.", "Give a single character that is no quote, no line break and no letter with an accent, such as ; or `t.", path, e),
            _ => null,
        };
    }

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
