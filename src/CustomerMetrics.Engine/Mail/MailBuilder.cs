using System.Collections.Generic;
using System.IO;
using System.Linq;
using CustomerMetrics.Engine.Files;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>Makes a mail of a statement, or another one of a mail.</summary>
internal static class MailBuilder
{
    // Few servers take a mail of this size.
    private const int MostAttachedBytes = 64 * 1024 * 1024;

    public static CustomerStatementMail Build(CustomerStatement statement, MailQuery query)
    {
        var html = MailPage.Render(statement, out var leftOut);
        using var text = new StringWriter { NewLine = "\n" };
        TextRenderer.Render(statement, text);
        return Complete(new()
        {
            Subject = Clean(query.Subject) ?? MailSubject.Of(statement),
            HtmlBody = html,
            TextBody = text.ToString(),
            From = query.From,
            To = query.To.ToArray(),
            Cc = query.Cc.ToArray(),
            Bcc = query.Bcc.ToArray(),
            ReplyTo = query.ReplyTo,
            Attachments = query.Attach.Distinct().Select(format => Render(statement, format)).Concat(query.Attachments.Select(Read)).ToArray(),
            MessageId = "",
            Date = query.Date,
            LeftOut = leftOut.ToArray(),
            Period = statement.Period,
            AsOf = statement.AsOf,
            ActivityRule = statement.ActivityRule,
            Currency = statement.Currency,
        });
    }

    /// <summary>A mail with what is asked otherwise; the date of the mail stays.</summary>
    public static CustomerStatementMail Change(CustomerStatementMail mail, MailQuery query) => Complete(mail with
    {
        Subject = Clean(query.Subject) ?? mail.Subject,
        From = query.From ?? mail.From,
        To = Or(query.To, mail.To),
        Cc = Or(query.Cc, mail.Cc),
        Bcc = Or(query.Bcc, mail.Bcc),
        ReplyTo = query.ReplyTo ?? mail.ReplyTo,
        Attachments = mail.Attachments.Concat(query.Attachments.Select(Read)).ToArray(),
    });

    private static CustomerStatementMail Complete(CustomerStatementMail mail)
    {
        Check(nameof(mail.From), mail.From is null ? [] : [mail.From]);
        Check(nameof(mail.ReplyTo), mail.ReplyTo is null ? [] : [mail.ReplyTo]);
        Check(nameof(mail.To), mail.To);
        Check(nameof(mail.Cc), mail.Cc);
        Check(nameof(mail.Bcc), mail.Bcc);
        return mail with { MessageId = MailIdentity.Of(mail) };
    }

    private static void Check(string field, IReadOnlyList<string> parties)
    {
        foreach (var party in parties)
        {
            _ = MailParty.Parse(party, field);
        }
    }

    private static string? Clean(string? subject) => subject is null ? null : PlainText.Clean(subject).Trim();

    private static IReadOnlyList<string> Or(IReadOnlyList<string> given, IReadOnlyList<string> had) => given.Count > 0 ? given.ToArray() : had;

    private static MailAttachment Render(CustomerStatement statement, StatementFormat format)
    {
        var (extension, type) = format switch
        {
            StatementFormat.Html => (".html", "text/html; charset=utf-8"),
            StatementFormat.Markdown => (".md", "text/markdown; charset=utf-8"),
            StatementFormat.Json => (".json", "application/json"),
            StatementFormat.Text => (".txt", "text/plain; charset=utf-8"),
            StatementFormat.Csv => (".zip", "application/zip"),
            _ => throw MailErrors.AttachFormat(format),
        };
        using var stream = new MemoryStream();
        if (format is StatementFormat.Csv)
        {
            MailArchive.Write(statement, stream);
        }
        else
        {
            StatementWriter.Renderer(format)(statement, stream);
        }

        return new() { Name = "customer-statement-" + (statement.Period ?? NumberText.Date(statement.AsOf)) + extension, ContentType = type, Content = stream.ToArray() };
    }

    private static MailAttachment Read(string path) => new()
    {
        Name = Path.GetFileName(path),
        ContentType = TypeOf(Path.GetExtension(path)),
        Content = TextFile.ReadBytes(path, MostAttachedBytes),
    };

    private static string TypeOf(string extension) => extension.ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => "text/html",
        ".MD" => "text/markdown",
        ".TXT" or ".LOG" => "text/plain",
        ".CSV" => "text/csv",
        ".JSON" => "application/json",
        ".PDF" => "application/pdf",
        ".PNG" => "image/png",
        ".ZIP" => "application/zip",
        ".XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    };
}
