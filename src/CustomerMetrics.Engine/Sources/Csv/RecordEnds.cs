using System;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Where records end in bytes that begin outside of quotes. A break between quotes ends none; escaped quotes are two.</summary>
internal static class RecordEnds
{
    private const byte Quote = (byte)'"';

    /// <summary>The place of the break that ends the first record, or the end of the bytes.</summary>
    public static int First(ReadOnlySpan<byte> bytes)
    {
        var isQuoted = false;
        for (var at = 0; ; at++)
        {
            var next = isQuoted ? bytes[at..].IndexOf(Quote) : bytes[at..].IndexOfAny(Quote, (byte)'\n', (byte)'\r');
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next;
            if (bytes[at] != Quote)
            {
                return at;
            }

            isQuoted = !isQuoted;
        }
    }

    /// <summary>The place of the line feed that ends the last whole record; -1 where there is none.</summary>
    /// <param name="bytes">They begin outside of quotes.</param>
    /// <param name="hasQuotes">Whether any of them is a quote.</param>
    [MethodImpl(Hot.Path)]
    public static int Last(ReadOnlySpan<byte> bytes, out bool hasQuotes)
    {
        var quotes = bytes.Count(Quote);
        hasQuotes = quotes > 0;
        var end = bytes.Length;
        while (true)
        {
            var feed = bytes[..end].LastIndexOf((byte)'\n');
            if (feed < 0 || quotes == 0)
            {
                return feed;
            }

            quotes -= bytes[feed..end].Count(Quote);
            if (quotes % 2 == 0)
            {
                return feed;
            }

            end = feed;
        }
    }

    /// <summary>Line breaks, as the reader counts them: both characters together are one.</summary>
    [MethodImpl(Hot.Path)]
    public static int CountLines(ReadOnlySpan<byte> bytes)
    {
        var returns = bytes.Count((byte)'\r');
        return bytes.Count((byte)'\n') + (returns == 0 ? 0 : returns - bytes.Count("\r\n"u8));
    }
}
