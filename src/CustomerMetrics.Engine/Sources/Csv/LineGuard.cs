using System;
using System.IO;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// Watches the lines on their way to the reader. Every field has a place of its own there, so a line of delimiters would cost many times its size:
/// it is refused before. And of a record that is too long it knows what the reader does not tell.
/// </summary>
/// <param name="input">The bytes of the file.</param>
/// <param name="separator">Null where the reader finds it out.</param>
/// <param name="longest">The size of the longest record.</param>
/// <param name="isWide">Whether characters have several bytes, some of them NUL.</param>
internal sealed class LineGuard(Stream input, char? separator, int longest, bool isWide) : ReadStream(input)
{
    public const int MostSeparators = 1_000_000;

    // So many bytes hold no line that is refused, unless their beginning or their end belongs to one.
    private const int MostAtOnce = 1 << 18;

    private readonly byte[] separators = separator is { } known and < (char)128 ? [(byte)known] : [.. ",;\t|:"u8];
    private long position;
    private long lastEnd;
    private long lastNul = -1;
    private long separatorsOfLine;

    /// <summary>Whether lines end within what is longer than any record.</summary>
    public bool HasLines => position - lastEnd < longest;

    public bool HasNuls => !isWide && lastNul >= lastEnd;

    public override int Read(Span<byte> buffer)
    {
        var read = Input.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);
        Watch(buffer[..read]);
        position += read;
        return separatorsOfLine <= MostSeparators ? read : throw new TooManyFieldsException();
    }

    // Lines end soon as a rule: then next to nothing is looked at.
    private void Watch(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (end >= 0)
        {
            lastEnd = position + end + 1;
            separatorsOfLine = 0;
            bytes = bytes[(end + 1)..];
        }

        foreach (var byteOfSeparator in separators)
        {
            separatorsOfLine += bytes.Count(byteOfSeparator);
        }

        var nul = bytes.LastIndexOf((byte)0);
        lastNul = nul < 0 ? lastNul : position + end + 1 + nul;
    }
}

/// <summary>A line has more fields than any table.</summary>
internal sealed class TooManyFieldsException : IOException;
