using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that makes a mail of a statement.</summary>
public abstract class MailCommand : CustomerCommand
{
    /// <summary>A statement, or a mail of one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Cc { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Bcc { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReplyTo { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Subject { get; set; }

    /// <summary>The statement itself as an attachment, in these formats.</summary>
    [Parameter]
    [OneChoice(InList = true)]
    public StatementFormat[] AttachAs { get; set; } = [];

    /// <summary>Files to attach.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Attachment { get; set; } = [];

    /// <summary>When the mail says that it was written.</summary>
    [Parameter]
    public DateTimeOffset Date { get; set; }

    private protected abstract string? Sender { get; }

    private protected abstract string[] Recipients { get; }

    /// <summary>The mail of what the pipeline brings.</summary>
    private protected CustomerStatementMail GetMail() => InputObject!.BaseObject switch
    {
        CustomerStatement statement => Engine.NewMail(statement, Query()),
        CustomerStatementMail when AttachAs.Length > 0 => throw new CustomerMetricsException("MailIsMade", FailureKind.InvalidArgument, "-AttachAs asks for a rendering of the statement, and the pipeline holds a mail that is made already.", "Give -AttachAs to ConvertTo-CustomerStatementMail, or files with -Attachment."),
        CustomerStatementMail mail => Engine.ChangeMail(mail, Query()),
        _ => throw new CustomerMetricsException("StatementExpected", FailureKind.InvalidArgument, "The pipeline holds something that is no statement and no mail of one, or one that crossed a job or a remote session, which they do not survive.", "Pipe the output of New-CustomerStatement or ConvertTo-CustomerStatementMail, in the session that made it."),
    };

    private MailQuery Query() => new()
    {
        Subject = Subject,
        From = Sender,
        To = Recipients,
        Cc = Cc,
        Bcc = Bcc,
        ReplyTo = ReplyTo,
        Attach = AttachAs,
        Attachments = [.. PathResolver.Resolve(this, Attachment, literal: false)],
        Date = IsGiven(nameof(Date)) ? Date : MailDefaults.Date(),
    };
}
