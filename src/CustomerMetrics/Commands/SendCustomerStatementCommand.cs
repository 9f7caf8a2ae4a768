using System;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Hands a statement as a mail to a server.</summary>
[Cmdlet(VerbsCommunications.Send, "CustomerStatement", SupportsShouldProcess = true)]
[OutputType(typeof(SentStatement))]
public sealed class SendCustomerStatementCommand : MailCommand
{
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string SmtpServer { get; set; } = "";

    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = SmtpOptions.DefaultPort;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Speaks in the clear to a server without STARTTLS.</summary>
    [Parameter]
    public SwitchParameter AllowPlaintext { get; set; }

    /// <summary>How often it is tried again while the server has not accepted the mail.</summary>
    [Parameter]
    [ValidateRange(0, 20)]
    public int Retry { get; set; }

    /// <summary>How long any one answer of the server may take.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    private protected override string? Sender => From;

    private protected override string[] Recipients => To;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var mail = GetMail();
        var recipients = string.Join(", ", mail.To.Concat(mail.Cc).Concat(mail.Bcc));
        if (!ShouldProcess(recipients, $"Send '{mail.Subject}' by {SmtpServer}:{Port}"))
        {
            return;
        }

        if (AllowPlaintext && Credential is not null)
        {
            WriteWarning($"Where {SmtpServer} offers no encryption, the password goes over the wire in the clear.");
        }

        WriteObject(Engine.SendMail(
            mail,
            new SmtpOptions
            {
                Server = SmtpServer,
                Port = Port,
                AllowPlaintext = AllowPlaintext,
                Credential = Credential?.GetNetworkCredential(),
                Retries = Retry,
                Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            },
            StopToken));
    });
}
