using System;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>What a server says that it can do, in its answer to EHLO.</summary>
internal sealed record SmtpExtensions(bool StartTls, string[] Mechanisms, long? MostBytes)
{
    public static SmtpExtensions None { get; } = new(StartTls: false, [], null);

    public static SmtpExtensions Of(SmtpReply reply)
    {
        var lines = reply.Lines.Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0).ToList();
        string[]? Of(string name) => lines.Find(words => string.Equals(words[0], name, StringComparison.OrdinalIgnoreCase))?[1..];
        var size = Of("SIZE") is [var text, ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : (long?)null;
        return new(Of("STARTTLS") is not null, [.. (Of("AUTH") ?? []).Select(name => name.ToUpperInvariant())], size);
    }
}
