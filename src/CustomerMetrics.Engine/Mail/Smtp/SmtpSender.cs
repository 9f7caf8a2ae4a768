using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>Sends a mail, again where the server has surely not taken it.</summary>
/// <param name="time">What pauses and limits go by.</param>
/// <param name="roots">Whom to trust; null takes whom the machine trusts.</param>
internal sealed class SmtpSender(TimeProvider time, X509Certificate2Collection? roots = null)
{
    private const int ImplicitTls = 465;

    public SentStatement Send(CustomerStatementMail mail, SmtpOptions options, CancellationToken cancellationToken) => SendAsync(mail, options, cancellationToken).GetAwaiter().GetResult();

    private async Task<SentStatement> SendAsync(CustomerStatementMail mail, SmtpOptions options, CancellationToken cancellationToken)
    {
        if (options.Port == ImplicitTls)
        {
            throw SmtpErrors.ImplicitTls(options);
        }

        var envelope = Envelope(mail);
        var pause = options.RetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (reply, encryption) = await new SmtpSession(options, time, roots).SendAsync(envelope, cancellationToken).ConfigureAwait(false);
                return new()
                {
                    MessageId = mail.MessageId,
                    Subject = mail.Subject,
                    From = envelope.From,
                    Recipients = envelope.Recipients.ToArray(),
                    SmtpServer = options.Server,
                    Port = options.Port,
                    Encryption = encryption,
                    Bytes = envelope.Message.Length,
                    Reply = reply.ToString(),
                    Attempts = attempt,
                    Date = mail.Date,
                };
            }
            catch (SmtpRefusal e)
            {
                if (!e.IsTransient || attempt > options.Retries)
                {
                    throw e.Failure;
                }
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause *= 2;
        }
    }

    private static SmtpEnvelope Envelope(CustomerStatementMail mail)
    {
        var recipients = mail.To.Select(party => MailParty.Parse(party, nameof(mail.To)))
            .Concat(mail.Cc.Select(party => MailParty.Parse(party, nameof(mail.Cc))))
            .Concat(mail.Bcc.Select(party => MailParty.Parse(party, nameof(mail.Bcc))))
            .Select(party => party.Address).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var message = MimeWriter.Write(mail);
        return recipients.Length > 0 ? new(MailParty.Parse(mail.From!, nameof(mail.From)).Address, recipients, message, mail.MessageId) : throw MailErrors.RecipientMissing();
    }
}
