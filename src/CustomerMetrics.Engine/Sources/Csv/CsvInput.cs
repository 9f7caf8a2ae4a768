using System;
using System.IO;
using System.Text;
using CsvHelper;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>The bytes of a CSV file as UTF-8, decompressed, with its failures told in our words.</summary>
internal sealed class CsvInput : IDisposable
{
    /// <summary>A longer record is a quote that was never closed.</summary>
    public const int MaxRecordSize = 1 << 24;

    private const int Utf8CodePage = 65001;

    private readonly FileStream stream;
    private readonly LineGuard guard;

    private CsvInput(string path, FileStream stream, char? delimiter, Encoding? told)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        this.stream = stream;
        Length = stream.CanSeek ? stream.Length : 0;
        var raw = new RewindStream(Decompress(stream));
        var encoding = EncodingOfMark(raw) ?? (told is { CodePage: not Utf8CodePage } ? told : null);
        guard = new LineGuard(raw, delimiter, MaxRecordSize, encoding is { IsSingleByte: false });
        Bytes = new RewindStream(encoding is null ? guard : Encoding.CreateTranscodingStream(guard, Strict(encoding), Encoding.UTF8));
    }

    private static ReadOnlySpan<byte> GzipMark => [0x1F, 0x8B];

    public string Path { get; }

    public string Name { get; }

    public RewindStream Bytes { get; }

    /// <summary>Zero for a pipe.</summary>
    public long Length { get; }

    public long Position => stream.CanSeek ? stream.Position : 0;

    /// <param name="path">A full path.</param>
    /// <param name="options">Delimiter and encoding.</param>
    public static CsvInput Open(string path, ImportOptions options)
    {
        if (Directory.Exists(path))
        {
            throw Errors.IsDirectory(path);
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            return new CsvInput(path, file, options.Delimiter, options.Encoding);
        }
        catch (Exception e)
        {
            file?.Dispose();
            throw e switch
            {
                FileNotFoundException or DirectoryNotFoundException => Errors.FileNotFound(path),
                ArgumentException => Errors.PathInvalid(path, e),
                _ => Failure(path, e, null, 0, 0) ?? e,
            };
        }
    }

    /// <summary>A failure of the file or its encoding as such; null for any other.</summary>
    /// <param name="e">What went wrong.</param>
    /// <param name="linesBefore">Lines that the reader does not count.</param>
    /// <param name="line">The line of the last record that it read.</param>
    public CustomerMetricsException? Failure(Exception e, long linesBefore, long line) => Failure(Path, e, guard, linesBefore, line);

    /// <summary>A file that was cut off while it was read would look like a shorter one.</summary>
    public void CheckEnd()
    {
        if (stream.CanSeek && stream.Position < Length)
        {
            throw new IOException("it became shorter while it was read.");
        }
    }

    public void Dispose()
    {
        Bytes.Dispose();
        stream.Dispose();
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

    // A mark that the reader meets itself makes it decode with replacement characters, which would merge broken ids. UTF-8 is checked field by field.
    private static Encoding? EncodingOfMark(RewindStream raw)
    {
        Span<byte> start = stackalloc byte[4];
        var length = raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        Encoding[] wide = [Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode, Encoding.BigEndianUnicode];
        foreach (var encoding in wide)
        {
            if (start[..length].StartsWith(encoding.Preamble))
            {
                raw.Rewind(encoding.Preamble.Length);
                return encoding;
            }
        }

        raw.Rewind(0);
        return null;
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static CustomerMetricsException? Failure(string path, Exception e, LineGuard? guard, long linesBefore, long line)
    {
        var name = System.IO.Path.GetFileName(path);
        return e switch
        {
            CsvFormatException format => TooLong(path, format, guard, linesBefore),
            TooManyFieldsException => TooManyColumns(path, linesBefore + line, e),
            DecoderFallbackException => new("TextNotInEncoding", FailureKind.InvalidData, $"{name}: the file holds bytes that its encoding does not have.", "Name the encoding of the file with -Encoding.", path, e),
            InvalidDataException => new("CompressedDataBroken", FailureKind.ReadError, $"{name}: the compressed data is broken or cut off: {e.Message}", "Copy or compress the file again.", path, e),
            UnauthorizedAccessException => Errors.AccessDenied(path, e),
            IOException => Errors.CannotRead(path, e),
            _ => null,
        };
    }

    private static CustomerMetricsException TooLong(string path, CsvFormatException format, LineGuard? guard, long linesBefore)
    {
        var (what, remedy) = guard switch
        {
            { HasLines: false, HasNuls: true } => ("; it has no line end, and holds NUL bytes", "The file is damaged, or it is UTF-16 without a byte order mark: then use -Encoding unicode."),
            { HasLines: false } => ("; it has no line end", "Look whether this is a CSV file. If it is, correct the export: a line end is missing, or a quote is opened and never closed."),
            _ => ("", "A quote is probably opened there and never closed. Correct the export."),
        };
        var line = linesBefore + format.LineNumber;
        return new("RecordTooLong", FailureKind.InvalidData, Errors.Invariant($"{System.IO.Path.GetFileName(path)}, line {line}: the record that starts here is longer than {MaxRecordSize / (1 << 20)} MB{what}."), remedy, Errors.Invariant($"{path}:{line}"), format);
    }

    // A reader that stopped within a record knows only where the one before began.
    private static CustomerMetricsException TooManyColumns(string path, long line, Exception cause) => new(
        "TooManyColumns",
        FailureKind.LimitExceeded,
        line == 0
            ? Errors.Invariant($"{System.IO.Path.GetFileName(path)}: the header has more than {CsvFile.MaxColumns:#,0} columns.")
            : Errors.Invariant($"{System.IO.Path.GetFileName(path)}: a line after line {line} has more than {LineGuard.MostSeparators:#,0} delimiters."),
        "Look whether this is a CSV file, and say with -Delimiter what parts its columns.",
        path,
        cause);
}
