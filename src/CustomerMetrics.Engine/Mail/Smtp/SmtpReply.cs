using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>What a server answered: three digits, and lines of text.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestText = 300;

    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Whether the same may be accepted later.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    public string Text
    {
        get
        {
            var text = string.Join(' ', Lines.Select(line => PlainText.Clean(line).Trim()).Where(line => line.Length > 0));
            return text.Length > LongestText ? text[..LongestText] : text;
        }
    }

    public override string ToString() => Errors.Invariant($"{Code} {Text}").Trim();

    /// <summary>Takes a line apart; null when it is no line of a reply.</summary>
    public static (int Code, bool IsLast, string Text)? Line(string line) =>
        line.Length >= 3 && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 200 and <= 599 && (line.Length == 3 || line[3] is ' ' or '-')
            ? (code, line.Length == 3 || line[3] is ' ', line.Length > 4 ? line[4..] : "")
            : null;
}
