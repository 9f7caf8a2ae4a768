using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Writes a statement to a file: whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "CustomerStatement", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerStatement))]
public sealed class ExportCustomerStatementCommand : CustomerCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [OneChoice]
    public StatementFormat Format { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        if (InputObject!.BaseObject is not CustomerStatement statement)
        {
            throw new CustomerMetricsException("StatementExpected", FailureKind.InvalidArgument, "The pipeline holds something that is no statement, or one that crossed a job or a remote session, which statements do not survive.", "Pipe the output of New-CustomerStatement, in the session that made it.");
        }

        var path = ResolveOutput(Path);
        var format = MyInvocation.BoundParameters.ContainsKey(nameof(Format)) ? Format : FormatOf(path);
        if (ShouldProcess(path, $"Write the statement as {format}"))
        {
            Engine.ExportStatement(statement, path, format, new FileWriteOptions(NoClobber, Force));
        }

        if (PassThru)
        {
            WriteObject(statement);
        }
    });

    private static StatementFormat FormatOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => StatementFormat.Html,
        ".MD" or ".MARKDOWN" => StatementFormat.Markdown,
        ".JSON" => StatementFormat.Json,
        var extension => throw new CustomerMetricsException("StatementFormatUnknown", FailureKind.InvalidArgument, $"The extension '{extension.ToLowerInvariant()}' names no format of a statement.", $"Use .html, .md or .json, or say -Format {string.Join(", ", Enum.GetNames(typeof(StatementFormat)))}.", path),
    };
}
