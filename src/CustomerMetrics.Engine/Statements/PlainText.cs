using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Text for pages without markup: on one line, and wrapped at spaces.</summary>
internal static class PlainText
{
    /// <summary>Text without what could begin a line, move a cursor or turn the direction of a figure.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>How many columns a text takes; characters that are put together count as one.</summary>
    public static int Width(string text) => new StringInfo(text).LengthInTextElements;

    /// <summary>Lines no longer than the width. A word that is longer is cut.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        var length = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var (piece, size) in Cut(word, width))
            {
                if (length > 0 && length + 1 + size > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    length = 0;
                }

                length += (length > 0 ? 1 : 0) + size;
                line.Append(line.Length > 0 ? " " : "").Append(piece);
            }
        }

        yield return line.ToString();
    }

    public static string Left(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    public static string Right(string text, int width) => new string(' ', Math.Max(0, width - Width(text))) + text;

    private static IEnumerable<(string Piece, int Size)> Cut(string word, int width)
    {
        var elements = new StringInfo(word);
        var size = elements.LengthInTextElements;
        for (var at = 0; at < size; at += width)
        {
            var taken = Math.Min(width, size - at);
            yield return (elements.SubstringByTextElements(at, taken), taken);
        }
    }
}
