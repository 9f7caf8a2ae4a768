namespace CustomerMetrics.Engine.Mail;

/// <summary>Every failure of writing and sending mail. docs/errors.md explains each.</summary>
internal static class MailErrors
{
    public static CustomerMetricsException AddressInvalid(string field, string what) =>
        new("MailAddressInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-{field} holds {what}, which is no mail address."), "Write each address as ann@example.org or 'Ann Lee <ann@example.org>', and several as a list.");

    public static CustomerMetricsException AddressNotAscii(string field, string address) =>
        new("MailAddressNotAscii", FailureKind.NotSupported, Errors.Invariant($"'{address}' of -{field} has letters beyond ASCII before the @, which many servers refuse and this module does not send."), "Use another address of the same mailbox, or export the mail with ConvertTo-CustomerStatementMail and send it with a program that speaks SMTPUTF8.");

    public static CustomerMetricsException FromMissing() =>
        new("MailFromMissing", FailureKind.InvalidArgument, "The mail has no sender.", "Say who sends it with -From.");

    public static CustomerMetricsException RecipientMissing() =>
        new("MailRecipientMissing", FailureKind.InvalidArgument, "The mail has no recipient.", "Say who gets it with -To, -Cc or -Bcc.");

    public static CustomerMetricsException AttachFormat(StatementFormat format) =>
        new("MailAttachFormat", FailureKind.InvalidArgument, Errors.Invariant($"{format} is nothing that could be attached."), "Attach Html, Markdown, Json, Csv or Text, or give files with -Attachment.");
}
