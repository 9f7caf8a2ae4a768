using System;
using System.Globalization;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Mail;
using CustomerMetrics.Engine.Tests.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Mail;

public sealed class MimeWriterTests
{
    private const string Hostile = "a\r\nBcc: evil@example.org\r\n\r\n<script>\u2028\u0000=cmd|x";

    [Fact]
    public void IsAsciiInShortLinesThatEndAlike()
    {
        var text = Write(Given.ManyMonths(3), GivenMail.Query with { Subject = "Zażółć gęślą jaźń, " + new string('漢', 60), Attach = [StatementFormat.Html, StatementFormat.Json] });
        Assert.DoesNotContain(text, c => c is > '~' or (< ' ' and not '\r' and not '\n'));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotContain(text.Replace("\r\n", "", StringComparison.Ordinal), c => c is '\r' or '\n');
        Assert.EndsWith("--\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NoFieldOfTheHeaderTakesInAnother()
    {
        var statement = Given.ManyMonths(3) with { Title = Hostile, Source = Hostile, Lead = Hostile };
        var text = Write(statement, GivenMail.Query with { Subject = Hostile });
        var header = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Where(line => line[0] != ' ').Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(["Date", "From", "To", "Message-ID", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type"], header);
        Assert.Contains("Subject: a  Bcc", Encoding.UTF8.GetString(Convert.FromBase64String(Between(text, "Subject: =?UTF-8?B?", "?="))).Insert(0, "Subject: "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.org\r\nBcc: evil@example.org")]
    [InlineData("Ann\nX: y <a@example.org>")]
    [InlineData("a@example.org>\r")]
    [InlineData("a@exa\u0000mple.org")]
    public void AddressesWithLineBreaksAreRefusedInEveryField(string address)
    {
        foreach (var query in new[] { GivenMail.Query with { From = address }, GivenMail.Query with { To = [address] }, GivenMail.Query with { Cc = [address] }, GivenMail.Query with { Bcc = [address] }, GivenMail.Query with { ReplyTo = address } })
        {
            var failure = Assert.Throws<CustomerMetricsException>(() => MailBuilder.Build(Given.ManyMonths(2), query));
            Assert.Equal("MailAddressInvalid", failure.ErrorId);
            Assert.DoesNotContain('\n', failure.Message);
        }
    }

    [Fact]
    public void BlindCopiesAreNotInTheMail()
    {
        var text = Write(Given.ManyMonths(2), GivenMail.Query with { Cc = ["Cy <cy@example.org>"], Bcc = ["secret@example.org"] });
        Assert.Contains("Cc: Cy <cy@example.org>\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheIdIsOfTheContentsAndTheAddressesAndNotOfTheTime()
    {
        var statement = Given.ManyMonths(3);
        var mail = MailBuilder.Build(statement, GivenMail.Query);
        Assert.Matches("^<[0-9a-f]{32}@example[.]org>$", mail.MessageId);
        Assert.Equal(mail.MessageId, MailBuilder.Build(statement, GivenMail.Query with { Date = GivenMail.Query.Date.AddDays(1) }).MessageId);
        MailQuery[] others =
        [
            GivenMail.Query with { To = ["c@example.org"] },
            GivenMail.Query with { To = [], Cc = GivenMail.Query.To },
            GivenMail.Query with { From = "b@example.org" },
            GivenMail.Query with { Subject = "x" },
            GivenMail.Query with { Attach = [StatementFormat.Text] },
        ];
        Assert.Equal(others.Length + 1, others.Select(query => MailBuilder.Build(statement, query).MessageId).Append(mail.MessageId).Distinct().Count());
        Assert.NotEqual(mail.MessageId, MailBuilder.Build(statement with { Lead = "Another." }, GivenMail.Query).MessageId);
        Assert.Equal(mail.MessageId, MailBuilder.Change(mail, new MailQuery { Date = default }).MessageId);
    }

    [Fact]
    public void TheDateIsThatOfTheQuestionInEveryCulture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");
            Assert.StartsWith("Date: Fri, 02 Jan 2026 07:30:00 +0530\r\n", Write(Given.ManyMonths(2), GivenMail.Query), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void OnlySingleFilesAreAttached() =>
        Assert.Equal("MailAttachFormat", Assert.Throws<CustomerMetricsException>(() => MailBuilder.Build(Given.ManyMonths(2), GivenMail.Query with { Attach = [(StatementFormat)99] })).ErrorId);

    [Theory]
    [InlineData("a.html", "filename=\"a.html\"")]
    [InlineData("a\"b.html", "filename=\"a\\\"b.html\"")]
    [InlineData("Übersicht.html", "filename*=UTF-8''%C3%9Cbersicht.html")]
    [InlineData("a\r\nX: y.html", "filename*=UTF-8''a%20%20X%3A%20y.html")]
    public void NamesOfFilesStayOneParameter(string name, string field)
    {
        var mail = MailBuilder.Build(Given.ManyMonths(2), GivenMail.Query) with { Attachments = [new() { Name = name, ContentType = "text/html", Content = [1, 2, 3] }] };
        Assert.Contains("Content-Disposition: attachment;\r\n " + field + "\r\n", Encoding.ASCII.GetString(MimeWriter.Write(mail)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = b \r\n.\r\nFrom me\r\n", "a =3D b=20\r\n=2E\r\n=46rom me\r\n")]
    [InlineData("−", "Content-Transfer-Encoding: base64\r\n\r\n4oiS\r\n")]
    public void BodiesSurviveTheWay(string text, string body) => Assert.EndsWith(body, MimeBody.Text(text), StringComparison.Ordinal);

    [Fact]
    public void LinesOfQuotedPrintableBreakSoftly()
    {
        var body = MimeBody.Text(new string('x', 75) + "=" + new string('y', 76) + "\n" + new string('z', 76));
        Assert.All(body.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
        Assert.Equal(new string('x', 75) + "=3D" + new string('y', 76) + "\r\n" + new string('z', 76) + "\r\n", body[(body.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Replace("=\r\n", "", StringComparison.Ordinal));
    }

    private static string Write(CustomerStatement statement, MailQuery query) => Encoding.ASCII.GetString(MimeWriter.Write(MailBuilder.Build(statement, query)));

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
