using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>One attempt to hand a mail over: to all recipients or to none.</summary>
internal sealed class SmtpSession(SmtpOptions options, TimeProvider time, X509Certificate2Collection? roots)
{
    private const int ExceededStorage = 552;

    public async Task<(SmtpReply Reply, string? Encryption)> SendAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        var line = await SmtpLine.ConnectAsync(options, time, cancellationToken).ConfigureAwait(false);
        await using (line.ConfigureAwait(false))
        {
            var extensions = await GreetAsync(line, cancellationToken).ConfigureAwait(false);
            if (options.Credential is not null)
            {
                await LoginAsync(line, extensions, cancellationToken).ConfigureAwait(false);
            }

            await AddressAsync(line, extensions, envelope, cancellationToken).ConfigureAwait(false);
            var reply = await HandOverAsync(line, envelope, cancellationToken).ConfigureAwait(false);
            await LeaveAsync(line, cancellationToken).ConfigureAwait(false);
            return (reply, line.Encryption);
        }
    }

    /// <summary>The mail with a dot more before each line that begins with one, since a dot alone ends it.</summary>
    internal static byte[] Stuff(byte[] message)
    {
        var stuffed = new List<byte>(message.Length + 64);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] is (byte)'.' && (i == 0 || message[i - 1] is (byte)'\n'))
            {
                stuffed.Add((byte)'.');
            }

            stuffed.Add(message[i]);
        }

        return [.. stuffed];
    }

    private async Task<SmtpExtensions> GreetAsync(SmtpLine line, CancellationToken cancellationToken)
    {
        Demand(await line.ReadAsync(cancellationToken).ConfigureAwait(false), "the connection");
        var extensions = await HelloAsync(line, cancellationToken).ConfigureAwait(false);
        if (!extensions.StartTls)
        {
            return options.AllowPlaintext ? extensions : throw SmtpErrors.NotEncrypted(options, "offers no encryption");
        }

        var reply = await line.AskAsync("STARTTLS", cancellationToken).ConfigureAwait(false);
        if (!reply.IsPositive)
        {
            throw reply.IsTransient ? SmtpErrors.Refused(options, "to begin the encryption", reply) : SmtpErrors.NotEncrypted(options, "refuses the encryption that it offers (" + reply + ")");
        }

        await line.EncryptAsync(roots, cancellationToken).ConfigureAwait(false);
        return await HelloAsync(line, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SmtpExtensions> HelloAsync(SmtpLine line, CancellationToken cancellationToken)
    {
        var reply = await line.AskAsync("EHLO " + line.LocalName, cancellationToken).ConfigureAwait(false);
        if (reply.IsPositive)
        {
            return SmtpExtensions.Of(reply);
        }

        // Servers from before the extensions know only this.
        Demand(reply.IsTransient ? reply : await line.AskAsync("HELO " + line.LocalName, cancellationToken).ConfigureAwait(false), "the greeting");
        return SmtpExtensions.None;
    }

    private async Task LoginAsync(SmtpLine line, SmtpExtensions extensions, CancellationToken cancellationToken)
    {
        var (user, password) = (options.Credential!.UserName, options.Credential.Password);
        SmtpReply reply;
        if (extensions.Mechanisms.Contains("PLAIN"))
        {
            reply = await line.AskAsync("AUTH PLAIN " + Encode("\0" + user + "\0" + password), cancellationToken).ConfigureAwait(false);
        }
        else if (extensions.Mechanisms.Contains("LOGIN"))
        {
            reply = await line.AskAsync("AUTH LOGIN", cancellationToken).ConfigureAwait(false);
            foreach (var answer in new[] { user, password })
            {
                reply = reply.Code == 334 ? await line.AskAsync(Encode(answer), cancellationToken).ConfigureAwait(false) : reply;
            }
        }
        else
        {
            throw SmtpErrors.NoMechanism(options, extensions.Mechanisms.Length == 0);
        }

        if (reply.Code != 235)
        {
            throw SmtpErrors.Login(options, reply);
        }
    }

    private async Task AddressAsync(SmtpLine line, SmtpExtensions extensions, SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        if (extensions.MostBytes is { } most && envelope.Message.Length > most)
        {
            await LeaveAsync(line, cancellationToken).ConfigureAwait(false);
            throw SmtpErrors.TooLarge(options, envelope.Message.Length, most);
        }

        var size = extensions.MostBytes is null ? "" : Errors.Invariant($" SIZE={envelope.Message.Length}");
        var sender = await line.AskAsync("MAIL FROM:<" + envelope.From + ">" + size, cancellationToken).ConfigureAwait(false);
        Demand(sender, envelope, "the sender");
        var refused = new List<(string Address, SmtpReply Reply)>();
        foreach (var recipient in envelope.Recipients)
        {
            var reply = await line.AskAsync("RCPT TO:<" + recipient + ">", cancellationToken).ConfigureAwait(false);
            if (!reply.IsPositive)
            {
                refused.Add((recipient, reply));
            }
        }

        if (refused.Count > 0)
        {
            await LeaveAsync(line, cancellationToken).ConfigureAwait(false);
            throw SmtpErrors.Recipients(options, refused, refused.TrueForAll(recipient => recipient.Reply.IsTransient));
        }

        Demand(await line.AskAsync("DATA", cancellationToken).ConfigureAwait(false), envelope, "the mail");
    }

    private async Task<SmtpReply> HandOverAsync(SmtpLine line, SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        await line.SendAsync(Stuff(envelope.Message), cancellationToken).ConfigureAwait(false);
        SmtpReply reply;
        try
        {
            // From here on the server may have the mail, whatever becomes of its answer. Whoever stops now is told so as well.
            await line.SendAsync(".\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            reply = await line.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SmtpRefusal or OperationCanceledException)
        {
            throw SmtpErrors.Unknown(options, envelope.MessageId, e);
        }

        Demand(reply, envelope, "the mail");
        return reply;
    }

    // The mail is sent or refused already, and what the server says to this changes nothing.
    private static async Task LeaveAsync(SmtpLine line, CancellationToken cancellationToken)
    {
        try
        {
            await line.AskAsync("QUIT", cancellationToken).ConfigureAwait(false);
        }
        catch (SmtpRefusal)
        {
            return;
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private void Demand(SmtpReply reply, string stage)
    {
        if (!reply.IsPositive)
        {
            throw SmtpErrors.Refused(options, stage, reply);
        }
    }

    private void Demand(SmtpReply reply, SmtpEnvelope envelope, string stage)
    {
        if (reply.Code == ExceededStorage || reply.Text.StartsWith("5.3.4", StringComparison.Ordinal))
        {
            throw SmtpErrors.TooLarge(options, envelope.Message.Length, null);
        }

        Demand(reply, stage);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
