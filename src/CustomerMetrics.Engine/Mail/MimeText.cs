using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>Fields of a header in ASCII and in short lines (RFC 5322, 2047 and 2231). No text can begin a line of its own.</summary>
internal static class MimeText
{
    private const int LongestLine = 76;
    private const int LongestWord = 60;

    // 39 bytes are 52 characters of base64: the word with its frame and the name of its field fits a line.
    private const int BytesInWord = 39;
    private const string Special = "()<>[]:;@\\,.\"";

    /// <summary>A field of words, such as the subject.</summary>
    public static string Field(string name, string text)
    {
        var clean = PlainText.Clean(text).Trim();
        var words = clean.Split(' ');
        return Fold(name, IsPlain(clean) && words.All(word => word.Length <= LongestWord) ? words : [.. Encode(clean)], " ");
    }

    public static string Field(string name, IEnumerable<MailParty> parties) => Fold(name, [.. parties.Select(Party)], ", ");

    /// <summary>A parameter of a field, such as the name of a file, on a line of its own.</summary>
    public static string Parameter(string name, string text)
    {
        var clean = PlainText.Clean(text).Trim();
        return IsPlain(clean) && clean.Length <= LongestWord
            ? ";\r\n " + name + "=" + Quote(clean)
            : ";\r\n " + name + "*=UTF-8''" + Uri.EscapeDataString(clean);
    }

    /// <summary>As in "Fri, 02 Jan 2026 07:30:00 +0000".</summary>
    public static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static string Party(MailParty party)
    {
        if (party.Name is not { } name)
        {
            return party.Address;
        }

        var clean = PlainText.Clean(name).Trim();
        var phrase = !IsPlain(clean) || clean.Length > LongestWord ? string.Join("\r\n ", Encode(clean)) : clean.Any(c => Special.Contains(c, StringComparison.Ordinal)) ? Quote(clean) : clean;
        return phrase + " <" + party.Address + ">";
    }

    private static string Fold(string name, IReadOnlyList<string> parts, string separator)
    {
        var field = new StringBuilder(name).Append(": ");
        var length = field.Length;
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                var isLong = length + separator.Length + parts[i].Length > LongestLine;
                field.Append(isLong ? separator.TrimEnd() + "\r\n " : separator);
                length = isLong ? 1 : length + separator.Length;
            }

            field.Append(parts[i]);
            length += parts[i].Length;
        }

        return field.Append("\r\n").ToString();
    }

    private static bool IsPlain(string text) => text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal) && !text.Contains("  ", StringComparison.Ordinal);

    private static IEnumerable<string> Encode(string text)
    {
        var word = new List<byte>(BytesInWord);
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > BytesInWord)
            {
                yield return Frame(word);
                word.Clear();
            }

            word.AddRange(bytes);
        }

        yield return Frame(word);
    }

    private static string Frame(List<byte> word) => "=?UTF-8?B?" + Convert.ToBase64String([.. word]) + "?=";

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
