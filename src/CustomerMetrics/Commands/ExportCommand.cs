using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that writes what the pipeline brings to a file: whole or not at all.</summary>
public abstract class ExportCommand : CustomerCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var path = ResolveOutput(Path);
        var export = Prepare(InputObject!, path);
        if (ShouldProcess(path, export.Action))
        {
            export.Write(new FileWriteOptions(NoClobber, Force));
        }

        if (PassThru)
        {
            WriteObject(export.Subject);
        }
    });

    /// <summary>What an object of the pipeline is, and how it is written.</summary>
    private protected abstract Export Prepare(PSObject input, string path);

    /// <param name="Subject">What goes on with -PassThru.</param>
    /// <param name="Action">What -WhatIf says.</param>
    /// <param name="Write">Writes it.</param>
    private protected sealed record Export(object Subject, string Action, Action<FileWriteOptions> Write);
}
