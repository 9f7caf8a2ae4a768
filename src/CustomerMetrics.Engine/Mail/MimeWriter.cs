using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Mail;

/// <summary>A mail as it is sent and stored (RFC 5322 and 2045 to 2049). Recipients of blind copies are not in it.</summary>
internal static class MimeWriter
{
    public static byte[] Write(CustomerStatementMail mail)
    {
        var from = MailParty.Parse(mail.From ?? throw MailErrors.FromMissing(), nameof(mail.From));
        var text = new StringBuilder();
        text.Append("Date: ").Append(MimeText.Date(mail.Date)).Append("\r\n").Append(MimeText.Field("From", [from]));
        if (mail.ReplyTo is { } reply)
        {
            text.Append(MimeText.Field("Reply-To", [MailParty.Parse(reply, nameof(mail.ReplyTo))]));
        }

        Recipients(text, "To", nameof(mail.To), mail.To);
        Recipients(text, "Cc", nameof(mail.Cc), mail.Cc);
        text.Append("Message-ID: ").Append(mail.MessageId).Append("\r\n").Append(MimeText.Field("Subject", mail.Subject))
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
        Body(text, mail);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Recipients(StringBuilder text, string field, string parameter, IReadOnlyList<string> parties)
    {
        if (parties.Count > 0)
        {
            text.Append(MimeText.Field(field, parties.Select(party => MailParty.Parse(party, parameter))));
        }
    }

    private static void Body(StringBuilder text, CustomerStatementMail mail)
    {
        if (mail.Attachments.Count == 0)
        {
            Alternatives(text, mail);
            return;
        }

        var boundary = Boundary(mail, "files");
        text.Append("Content-Type: multipart/mixed").Append(MimeText.Parameter("boundary", boundary)).Append("\r\n\r\n--").Append(boundary).Append("\r\n");
        Alternatives(text, mail);
        foreach (var file in mail.Attachments)
        {
            text.Append("--").Append(boundary).Append("\r\nContent-Type: ").Append(file.ContentType).Append(MimeText.Parameter("name", file.Name))
                .Append("\r\nContent-Disposition: attachment").Append(MimeText.Parameter("filename", file.Name))
                .Append("\r\nContent-Transfer-Encoding: base64\r\n\r\n").Append(MimeBody.Base64([.. file.Content]));
        }

        text.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Alternatives(StringBuilder text, CustomerStatementMail mail)
    {
        var boundary = Boundary(mail, "texts");
        text.Append("Content-Type: multipart/alternative").Append(MimeText.Parameter("boundary", boundary)).Append("\r\n\r\n");
        foreach (var (type, body) in new[] { ("text/plain", mail.TextBody), ("text/html", mail.HtmlBody) })
        {
            text.Append("--").Append(boundary).Append("\r\nContent-Type: ").Append(type).Append("; charset=utf-8\r\n").Append(MimeBody.Text(body)).Append("\r\n");
        }

        text.Append("--").Append(boundary).Append("--\r\n");
    }

    // Neither encoding gives a line that begins like this.
    private static string Boundary(CustomerStatementMail mail, string part) => "=_" + part + "_" + mail.MessageId[1..mail.MessageId.IndexOf('@', StringComparison.Ordinal)];
}
