using System;
using System.IO;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>A piece of a file that holds whole records. Reused.</summary>
/// <param name="usualLength">How many bytes it holds where records are no longer.</param>
internal sealed class CsvSegment(int usualLength)
{
    /// <summary>What a segment and its rows take stays in the cache of a core.</summary>
    public const int UsualLength = 1 << 19;

    private byte[] buffer = new byte[usualLength];
    private int length;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public bool IsEmpty => length == 0;

    public bool IsFull => length == buffer.Length;

    /// <summary>When its rows go to the table.</summary>
    public long Turn { get; private set; }

    /// <summary>Null where the file could not be opened.</summary>
    public CsvTableFile? File { get; set; }

    /// <summary>How far the file was read, for the progress.</summary>
    public long Position { get; set; }

    /// <summary>Why there is nothing to read.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether no end of a record was found in what is longer than any.</summary>
    public bool HasNoEnd { get; set; }

    /// <summary>False where it is known that no record has a quote.</summary>
    public bool MayHaveQuotes { get; set; }

    /// <summary>Whether an earlier segment was read to the end of the file, this one included.</summary>
    public bool IsVoid { get; set; }

    public void Begin(long turn)
    {
        Turn = turn;
        File = null;
        Position = 0;
        Failure = null;
        HasNoEnd = false;
        MayHaveQuotes = true;
        IsVoid = false;
        length = 0;
        if (buffer.Length > usualLength)
        {
            buffer = new byte[usualLength];
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= buffer.Length)
        {
            Grow();
        }

        bytes.CopyTo(buffer);
        length = bytes.Length;
    }

    /// <summary>Reads on; returns how much.</summary>
    public int Read(Stream stream)
    {
        var read = stream.Read(buffer.AsSpan(length));
        length += read;
        return read;
    }

    public void Grow() => Array.Resize(ref buffer, buffer.Length * (buffer.Length <= CsvInput.MaxRecordSize / 4 ? 4 : 2));

    public void Cut(int end) => length = end;
}
