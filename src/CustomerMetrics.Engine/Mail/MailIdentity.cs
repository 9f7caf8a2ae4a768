using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace CustomerMetrics.Engine.Mail;

/// <summary>The id of a mail: a hash of what it says and to whom, but not of when, so that a second copy of it can be known as one.</summary>
internal static class MailIdentity
{
    private const int HashBytes = 16;

    public static string Of(CustomerStatementMail mail)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        IEnumerable<string> parts = [mail.Subject, mail.HtmlBody, mail.TextBody, mail.From ?? "", mail.ReplyTo ?? "", .. List(mail.To), .. List(mail.Cc), .. List(mail.Bcc), .. mail.Attachments.Select(file => file.Name)];
        foreach (var part in parts)
        {
            Add(hash, Encoding.UTF8.GetBytes(part));
        }

        foreach (var file in mail.Attachments)
        {
            Add(hash, [.. file.Content]);
        }

        var domain = mail.From is { } from ? MailParty.Parse(from, "From").Domain : "customermetrics.invalid";
        return "<" + Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, HashBytes)).ToLowerInvariant() + "@" + domain + ">";
    }

    // The count keeps one list from running into the next.
    private static IEnumerable<string> List(IReadOnlyList<string> parties) => parties.Prepend(Errors.Invariant($"{parties.Count}"));

    private static void Add(IncrementalHash hash, byte[] bytes)
    {
        hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
        hash.AppendData(bytes);
    }
}
