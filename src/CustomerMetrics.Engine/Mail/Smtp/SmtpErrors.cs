using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>Why a server did not take a mail, and whether it may be tried again.</summary>
internal static class SmtpErrors
{
    private const string OtherSenders = "ConvertTo-CustomerStatementMail gives the mail to other senders.";

    public static CustomerMetricsException ImplicitTls(SmtpOptions options) =>
        new("MailImplicitTls", FailureKind.NotSupported, "Port 465 is encrypted from the first byte on, which is not spoken here.", "Use port 587, where the encryption begins with STARTTLS. Where the server has only 465: " + OtherSenders, options.Server);

    public static SmtpRefusal Unreachable(SmtpOptions options, string reason, Exception cause) =>
        new(new("MailServerUnreachable", FailureKind.ConnectionFailed, "The mail server " + Name(options) + " cannot be spoken to: " + reason + ". The mail was not sent.", "Check -SmtpServer and -Port, and whether a firewall lies between.", options.Server, cause), isTransient: true);

    public static SmtpRefusal NotUnderstood(SmtpOptions options) =>
        new(new("MailServerNotUnderstood", FailureKind.ConnectionFailed, "What " + Name(options) + " answers is not SMTP. The mail was not sent.", "Check -SmtpServer and -Port: 587 or 25 are usual, and 465 is not spoken here.", options.Server), isTransient: false);

    public static SmtpRefusal NotEncrypted(SmtpOptions options, string reason) =>
        new(new("MailNotEncrypted", FailureKind.ConnectionFailed, "The mail server " + Name(options) + " " + reason + ", and nothing is sent in the clear. The mail was not sent.", "Use a port with STARTTLS, or say -AllowPlaintext where everybody on the way may read the mail.", options.Server), isTransient: false);

    public static SmtpRefusal Certificate(SmtpOptions options, string reason, Exception cause) =>
        new(new("MailCertificateInvalid", FailureKind.ConnectionFailed, "The certificate of " + Name(options) + " is not valid: " + reason + ". The mail was not sent.", "Give the name that the certificate is for with -SmtpServer, or have this machine trust the one who issued it.", options.Server, cause), isTransient: false);

    public static SmtpRefusal NoMechanism(SmtpOptions options, bool offersNone) =>
        new(new("MailLoginNotOffered", FailureKind.LoginRefused, "The mail server " + Name(options) + (offersNone ? " takes no login" : " takes no login by user and password") + ". The mail was not sent.", (offersNone ? "Leave out -Credential, or use the port for submission, usually 587. " : "It may want OAuth, which is not spoken here. ") + OtherSenders, options.Server), isTransient: false);

    public static SmtpRefusal Login(SmtpOptions options, SmtpReply reply) =>
        new(new("MailLoginRefused", FailureKind.LoginRefused, "The mail server " + Name(options) + " refuses the login: " + reply + ". The mail was not sent.", "Check the user and the password of -Credential. Some services want a password made for programs, or OAuth, which is not spoken here.", options.Server), reply.IsTransient);

    public static SmtpRefusal Refused(SmtpOptions options, string stage, SmtpReply reply) =>
        new(new("MailRefused", FailureKind.ConnectionFailed, "The mail server " + Name(options) + " refuses " + stage + ": " + reply + ". The mail was not sent.", reply.IsTransient ? "Try again later, or let -Retry do it." : "Ask whoever keeps the server what it wants; many want -Credential, or a sender of their own.", options.Server), reply.IsTransient);

    public static SmtpRefusal Recipients(SmtpOptions options, IReadOnlyList<(string Address, SmtpReply Reply)> refused, bool isTransient)
    {
        var list = new List<string>();
        foreach (var (address, reply) in refused)
        {
            list.Add(address + " (" + reply + ")");
        }

        return new(new("MailRecipientRefused", FailureKind.InvalidArgument, "The mail server " + Name(options) + " refuses " + string.Join(", ", list) + ". The mail was sent to nobody.", "Correct the address or leave it out, and send the mail again.", options.Server), isTransient);
    }

    public static SmtpRefusal TooLarge(SmtpOptions options, long bytes, long? most) =>
        new(new("MailTooLarge", FailureKind.LimitExceeded, Errors.Invariant($"The mail has {bytes:#,0} bytes, and {Name(options)} takes {(most is { } limit ? Errors.Invariant($"{limit:#,0}") : "fewer")}. It was not sent."), "Attach less, or a shorter time with -Last of New-CustomerStatement.", options.Server), isTransient: false);

    public static CustomerMetricsException Unknown(SmtpOptions options, string id, Exception cause) =>
        new("MailDeliveryUnknown", FailureKind.ConnectionFailed, "The whole mail was handed to " + Name(options) + ", and the connection was lost before it answered. It may have been sent or not, so it is not sent again.", "Ask a recipient, or look in the log of the server for " + id + ". To send it once more is safe where the recipients know copies by that id.", options.Server, cause);

    private static string Name(SmtpOptions options) => Errors.Invariant($"{options.Server}:{options.Port}");
}
