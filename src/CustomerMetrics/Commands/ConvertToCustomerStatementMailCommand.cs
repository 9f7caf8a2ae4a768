using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Makes a mail of a statement, for any sender.</summary>
[Cmdlet(VerbsData.ConvertTo, "CustomerStatementMail", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerStatementMail))]
public sealed class ConvertToCustomerStatementMailCommand : MailCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] To { get; set; } = [];

    /// <summary>A file for the mail as it would be sent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string? Sender => From;

    private protected override string[] Recipients => To;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var mail = GetMail();
        if (OutFile is not null)
        {
            var path = ResolveOutput(OutFile);
            if (ShouldProcess(path, "Write the mail"))
            {
                Engine.ExportMail(mail, path, new FileWriteOptions(NoClobber, Force));
            }
        }

        WriteObject(mail);
    });
}
