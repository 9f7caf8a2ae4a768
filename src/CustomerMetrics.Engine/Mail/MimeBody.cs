using System;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Mail;

/// <summary>Bodies in lines of at most 76 ASCII characters (RFC 2045).</summary>
internal static class MimeBody
{
    private const int LongestLine = 76;
    private const string Digits = "0123456789ABCDEF";

    /// <summary>The lines of a text with their field, whichever of the two encodings is the shorter for it.</summary>
    public static string Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
        return bytes.Count(b => b > '~') * 6 > bytes.Length
            ? "Content-Transfer-Encoding: base64\r\n\r\n" + Base64(bytes)
            : "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + QuotedPrintable(bytes);
    }

    public static string Base64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    private static string QuotedPrintable(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length + (bytes.Length / 8));
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is (byte)'\r')
            {
                text.Append("\r\n");
                length = 0;
                i++;
                continue;
            }

            var isLast = i == bytes.Length - 1 || bytes[i + 1] is (byte)'\r';
            var piece = Piece(bytes[i], isLast, length == 0);
            if (length + piece.Length > (isLast ? LongestLine : LongestLine - 1))
            {
                text.Append("=\r\n");
                length = 0;
                piece = Piece(bytes[i], isLast, isFirst: true);
            }

            text.Append(piece);
            length += piece.Length;
        }

        return text.Append(length > 0 ? "\r\n" : "").ToString();
    }

    // Spaces at the end of a line get lost on the way, and some programs change lines that begin with "From" or a dot.
    private static string Piece(byte value, bool isLast, bool isFirst) =>
        value is >= (byte)'!' and <= (byte)'~' and not (byte)'=' && !(isFirst && value is (byte)'F' or (byte)'.' && isFirst) || (value is (byte)' ' or (byte)'\t' && !isLast)
            ? ((char)value).ToString()
            : string.Create(3, value, (span, b) => (span[0], span[1], span[2]) = ('=', Digits[b >> 4], Digits[b & 15]));
}
