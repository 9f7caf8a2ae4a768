using System;
using System.Text;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>An id without blanks and in capitals: ids that are equal so are probably one customer.</summary>
internal static class FoldedId
{
    /// <param name="name">The id.</param>
    /// <param name="text">Room for the answer, made larger as it is needed.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> name, ref byte[] text)
    {
        if (!System.Text.Ascii.IsValid(name))
        {
            return FoldUnicode(name);
        }

        if (text.Length < name.Length)
        {
            text = new byte[name.Length * 2];
        }

        var length = 0;
        foreach (var letter in name)
        {
            if (!char.IsWhiteSpace((char)letter))
            {
                text[length++] = letter is >= (byte)'a' and <= (byte)'z' ? (byte)(letter - 'a' + 'A') : letter;
            }
        }

        return text.AsSpan(0, length);
    }

    private static ReadOnlySpan<byte> FoldUnicode(ReadOnlySpan<byte> name)
    {
        var folded = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetString(name).ToUpperInvariant())
        {
            if (!char.IsWhiteSpace(letter))
            {
                folded.Append(letter);
            }
        }

        return Encoding.UTF8.GetBytes(folded.ToString());
    }
}
