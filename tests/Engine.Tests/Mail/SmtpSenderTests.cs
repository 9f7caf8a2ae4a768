using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Mail;
using CustomerMetrics.Engine.Mail.Smtp;
using CustomerMetrics.Engine.Tests.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Mail;

public sealed class SmtpSenderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly CustomerStatementMail Mail = MailBuilder.Build(Given.ManyMonths(2), GivenMail.Query with { Cc = ["Cy <cy@example.org>"], Bcc = ["dee@example.org", "ANN@example.org"] });

    [Fact]
    public async Task SendsToAllWithoutSayingWhoGetsBlindCopies()
    {
        var received = "";
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line, "SIZE 1000000");
            await AddressAsync(line, 3);
            received = await line.HearMailAsync();
            await line.SayAsync("250 2.0.0 queued as 42");
            await line.AnswerAsync("221 bye");
        });
        var sent = Send(server);
        Assert.Equal("250 2.0.0 queued as 42", sent.Reply);
        Assert.Equal(["ann@example.org", "cy@example.org", "dee@example.org"], sent.Recipients);
        Assert.Null(sent.Encryption);
        Assert.Equal(1, sent.Attempts);
        Assert.Equal(["EHLO [127.0.0.1]", Errors.Invariant($"MAIL FROM:<reports@example.org> SIZE={sent.Bytes}"), "RCPT TO:<ann@example.org>", "RCPT TO:<cy@example.org>", "RCPT TO:<dee@example.org>", "DATA"], server.Heard.Take(6));
        Assert.Equal(Encoding.ASCII.GetString(MimeWriter.Write(Mail)), received.Replace("\n..", "\n.", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));
        Assert.DoesNotContain("dee@", received, StringComparison.Ordinal);
        Assert.Equal("QUIT", server.Heard.Last());
    }

    [Theory]
    [InlineData("PLAIN LOGIN")]
    [InlineData("LOGIN XOAUTH2")]
    public async Task LogsInAfterTheEncryptionAlone(string mechanisms)
    {
        using var certificate = Certificate("localhost");
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line, "STARTTLS");
            await line.AnswerAsync("220 go");
            await line.EncryptAsync(certificate);
            await line.AnswerAsync("250-hello\r\n250 AUTH " + mechanisms);
            if (mechanisms.StartsWith("PLAIN", StringComparison.Ordinal))
            {
                await line.AnswerAsync("235 welcome");
            }
            else
            {
                await line.AnswerAsync("334 VXNlcm5hbWU6");
                await line.AnswerAsync("334 UGFzc3dvcmQ6");
                await line.AnswerAsync("235 welcome");
            }

            await TakeAsync(line, 3);
        });
        var sent = Send(server, options => options with { AllowPlaintext = false, Credential = new NetworkCredential("ünn", "pässword") }, certificate);
        Assert.StartsWith("Tls1", sent.Encryption, StringComparison.Ordinal);
        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH"], server.Commands.Take(4));
        var told = string.Join('|', server.Heard.Skip(3).Take(3).Select(line => line.Split(' ')[^1]).Where(word => word is not "LOGIN").TakeWhile(word => !word.Contains('<', StringComparison.Ordinal) && !word.StartsWith("SIZE", StringComparison.Ordinal)).Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word))));
        Assert.Equal(mechanisms.StartsWith("PLAIN", StringComparison.Ordinal) ? "\0ünn\0pässword" : "ünn|pässword", told);
    }

    [Theory]
    [InlineData("other.example", 0, "for 'other.example' and not for 'localhost'")]
    [InlineData("localhost", -10, "it is valid from 2020-01-01 to 2020-01-31")]
    [InlineData("localhost", 1, "nobody vouches for it")]
    public async Task RefusesACertificateThatIsNotValid(string name, int fault, string says)
    {
        using var certificate = fault < 0 ? Certificate(name, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2020, 1, 31, 0, 0, 0, TimeSpan.Zero)) : Certificate(name);
        using var other = Certificate("nobody.example");
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line, "STARTTLS");
            await line.AnswerAsync("220 go");
            await line.EncryptAsync(certificate);
            await line.HearAsync();
        });
        var failure = Fails(server, options => options with { AllowPlaintext = false, Retries = 3 }, fault > 0 ? other : certificate);
        Assert.Equal("MailCertificateInvalid", failure.ErrorId);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
        Assert.Contains("localhost", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task SaysNothingInTheClearUnlessAllowed()
    {
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line, "AUTH PLAIN");
            await line.HearAsync();
        });
        Assert.Equal("MailNotEncrypted", Fails(server, options => options with { AllowPlaintext = false, Credential = new NetworkCredential("ann", "secret") }).ErrorId);
        Assert.Equal(["EHLO"], server.Commands);
    }

    [Fact]
    public async Task TrustsNoWordThatCameBeforeTheEncryption()
    {
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line, "STARTTLS");
            await line.AnswerAsync("220 go\r\n250 AUTH PLAIN");
            await line.HearAsync();
        });
        Assert.Equal("MailServerNotUnderstood", Fails(server, options => options with { AllowPlaintext = false }).ErrorId);
    }

    [Theory]
    [InlineData("421 busy", "MailRefused", 3)]
    [InlineData("554 no", "MailRefused", 1)]
    [InlineData("hello", "MailServerNotUnderstood", 1)]
    [InlineData("999 hello", "MailServerNotUnderstood", 1)]
    public async Task TriesAgainOnlyWhatMayWorkLater(string greeting, string id, int connections)
    {
        Task Script(ScriptedLine line) => line.SayAsync(greeting);
        await using var server = new ScriptedServer(Script, Script, Script);
        var time = new InstantTime(Limit);
        Assert.Equal(id, Fails(server, options => options with { Retries = 2 }, time: time).ErrorId);
        Assert.Equal(connections, server.Connections);
        Assert.Equal(connections == 1 ? [] : [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)], time.Pauses);
    }

    [Theory]
    [InlineData(1, "MailRefused")]
    [InlineData(2, "MailRecipientRefused")]
    [InlineData(5, "MailRefused")]
    [InlineData(6, "MailRefused")]
    public async Task ARefusalForTheMomentAtAnyStageIsTriedAgain(int stage, string id)
    {
        async Task Refuse(ScriptedLine line)
        {
            await GreetAsync(line);
            for (var i = 1; i < stage && i < 6; i++)
            {
                await line.AnswerAsync(i == 5 ? "354 go" : "250 ok");
            }

            if (stage == 6)
            {
                await line.HearMailAsync();
                await line.SayAsync("451 4.3.0 later");
            }
            else
            {
                await line.AnswerAsync("451 4.3.0 later");
            }

            await line.AnswerAsync("451 4.3.0 later");
            await line.AnswerAsync("451 4.3.0 later");
            await line.AnswerAsync("221 bye");
        }

        await using var server = new ScriptedServer(Refuse, async line =>
        {
            await GreetAsync(line);
            await TakeAsync(line, 3);
        });
        Assert.Equal(2, Send(server, options => options with { Retries = 1 }).Attempts);
        await using var again = new ScriptedServer(Refuse);
        var failure = Fails(again);
        Assert.Equal(id, failure.ErrorId);
        Assert.Contains("451 4.3.0 later", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, again.Connections);
    }

    [Theory]
    [InlineData("535 5.7.8 no", 1)]
    [InlineData("454 later", 2)]
    public async Task SaysThatALoginIsRefused(string reply, int connections)
    {
        async Task Script(ScriptedLine line)
        {
            await GreetAsync(line, "AUTH PLAIN");
            await line.AnswerAsync(reply);
        }

        await using var server = new ScriptedServer(Script, Script);
        var failure = Fails(server, options => options with { Credential = new NetworkCredential("ann", "secret"), Retries = 1 });
        Assert.Equal("MailLoginRefused", failure.ErrorId);
        Assert.Contains(reply, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(connections, server.Connections);
    }

    [Theory]
    [InlineData("AUTH XOAUTH2", "by user and password")]
    [InlineData("SIZE 0", "takes no login")]
    public async Task SaysThatThereIsNoSuchLogin(string extension, string says)
    {
        await using var server = new ScriptedServer(line => GreetAsync(line, extension));
        var failure = Fails(server, options => options with { Credential = new NetworkCredential("ann", "secret") });
        Assert.Equal("MailLoginNotOffered", failure.ErrorId);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendsToNobodyWhenOneIsRefused()
    {
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line);
            await line.AnswerAsync("250 ok");
            await line.AnswerAsync("250 ok");
            await line.AnswerAsync("550 5.1.1 no such user");
            await line.AnswerAsync("451 later");
            await line.AnswerAsync("221 bye");
        });
        var failure = Fails(server, options => options with { Retries = 5 });
        Assert.Equal("MailRecipientRefused", failure.ErrorId);
        Assert.Contains("cy@example.org (550 5.1.1 no such user), dee@example.org (451 later)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["EHLO", "MAIL", "RCPT", "RCPT", "RCPT", "QUIT"], server.Commands);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task DoesNotBeginAMailThatIsTooLarge()
    {
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line, "SIZE 1000");
            await line.AnswerAsync("221 bye");
        });
        var failure = Fails(server);
        Assert.Equal("MailTooLarge", failure.ErrorId);
        Assert.Contains("takes 1,000", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["EHLO", "QUIT"], server.Commands);
    }

    [Theory]
    [InlineData("552 too much")]
    [InlineData("554 5.3.4 too much")]
    public async Task SaysThatAMailWasTooLarge(string reply)
    {
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line);
            await AddressAsync(line, 3);
            await line.HearMailAsync();
            await line.SayAsync(reply);
        });
        Assert.Equal("MailTooLarge", Fails(server).ErrorId);
    }

    [Fact]
    public async Task DoesNotSendAgainWhatMayHaveBeenSent()
    {
        async Task Vanish(ScriptedLine line)
        {
            await GreetAsync(line);
            await AddressAsync(line, 3);
            await line.HearMailAsync();
        }

        await using var server = new ScriptedServer(Vanish, Vanish);
        var failure = Fails(server, options => options with { Retries = 5 });
        Assert.Equal("MailDeliveryUnknown", failure.ErrorId);
        Assert.Contains(Mail.MessageId, failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task SendsAgainWhatCannotHaveBeenSent()
    {
        await using var server = new ScriptedServer(
            async line =>
            {
                await GreetAsync(line);
                await line.AnswerAsync("250 ok");
            },
            async line =>
            {
                await GreetAsync(line);
                await TakeAsync(line, 3);
            });
        Assert.Equal(2, Send(server, options => options with { Retries = 1 }).Attempts);
    }

    [Fact]
    public async Task AMailIsSentThoughNobodySaysGoodbye()
    {
        await using var server = new ScriptedServer(async line =>
        {
            await GreetAsync(line);
            await AddressAsync(line, 3);
            await line.HearMailAsync();
            await line.SayAsync("250 ok");
        });
        Assert.Equal("250 ok", Send(server).Reply);
    }

    [Fact]
    public async Task OldServersAreGreetedAsTheyKnowIt()
    {
        await using var server = new ScriptedServer(async line =>
        {
            await line.SayAsync("220 hello");
            await line.AnswerAsync("502 what");
            await line.AnswerAsync("250 hello");
            await TakeAsync(line, 3);
        });
        Assert.Equal("250 ok", Send(server).Reply);
        Assert.Equal(["EHLO", "HELO", "MAIL"], server.Commands.Take(3));
    }

    [Fact]
    public async Task AServerThatDoesNotAnswerIsLeft()
    {
        var over = new TaskCompletionSource();
        await using var server = new ScriptedServer(_ => over.Task);
        var failure = Fails(server, time: new InstantTime(Limit) { ReachesLimits = true });
        over.SetResult();
        Assert.Equal("MailServerUnreachable", failure.ErrorId);
        Assert.Contains("within 60 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopsWhenItIsStopped()
    {
        using var stopping = new CancellationTokenSource();
        var over = new TaskCompletionSource();
        await using var server = new ScriptedServer(async _ =>
        {
            await stopping.CancelAsync();
            await over.Task;
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new SmtpSender(new InstantTime(Limit)).Send(Mail, Options(server), stopping.Token));
        over.SetResult();
    }

    [Fact]
    public void NoLineOfAMailEndsIt() =>
        Assert.Equal("..a\r\n..\r\nb.\r\n...\r\n"u8.ToArray(), SmtpSession.Stuff(".a\r\n.\r\nb.\r\n..\r\n"u8.ToArray()));

    [Fact]
    public void SaysWhatItDoesNotSpeak() =>
        Assert.Equal("MailImplicitTls", Assert.Throws<CustomerMetricsException>(() => new SmtpSender(new InstantTime(Limit)).Send(Mail, new() { Server = "localhost", Port = 465 }, TestContext.Current.CancellationToken)).ErrorId);

    [Fact]
    public async Task SaysThatNobodyListens()
    {
        int port;
        await using (var server = new ScriptedServer())
        {
            port = server.Port;
        }

        var failure = Assert.Throws<CustomerMetricsException>(() => new SmtpSender(new InstantTime(Limit)).Send(Mail, new() { Server = "127.0.0.1", Port = port }, TestContext.Current.CancellationToken));
        Assert.Equal("MailServerUnreachable", failure.ErrorId);
        Assert.Contains("nobody listens", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MailFromMissing", null, "ann@example.org")]
    [InlineData("MailRecipientMissing", "reports@example.org", null)]
    public void AMailNeedsASenderAndSomebodyWhoGetsIt(string id, string? from, string? to)
    {
        var mail = MailBuilder.Build(Given.ManyMonths(2), new() { From = from, To = to is null ? [] : [to], Date = default });
        Assert.Equal(id, Assert.Throws<CustomerMetricsException>(() => new SmtpSender(new InstantTime(Limit)).Send(mail, new() { Server = "localhost" }, TestContext.Current.CancellationToken)).ErrorId);
    }

    private static async Task GreetAsync(ScriptedLine line, string extension = "8BITMIME")
    {
        await line.SayAsync("220 hello");
        await line.AnswerAsync("250-hello\r\n250 " + extension);
    }

    private static async Task AddressAsync(ScriptedLine line, int recipients)
    {
        for (var i = 0; i <= recipients; i++)
        {
            await line.AnswerAsync("250 ok");
        }

        await line.AnswerAsync("354 go");
    }

    private static async Task TakeAsync(ScriptedLine line, int recipients)
    {
        await AddressAsync(line, recipients);
        await line.HearMailAsync();
        await line.SayAsync("250 ok");
        await line.AnswerAsync("221 bye");
    }

    private static SmtpOptions Options(ScriptedServer server) => new() { Server = "localhost", Port = server.Port, AllowPlaintext = true, Timeout = Limit };

    private static SentStatement Send(ScriptedServer server, Func<SmtpOptions, SmtpOptions>? change = null, X509Certificate2? root = null, InstantTime? time = null) =>
        new SmtpSender(time ?? new InstantTime(Limit), root is null ? null : [root]).Send(Mail, change is null ? Options(server) : change(Options(server)), TestContext.Current.CancellationToken);

    private static CustomerMetricsException Fails(ScriptedServer server, Func<SmtpOptions, SmtpOptions>? change = null, X509Certificate2? root = null, InstantTime? time = null) =>
        Assert.Throws<CustomerMetricsException>(() => Send(server, change, root, time));

    private static X509Certificate2 Certificate(string name, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(from ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), to ?? new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
