using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Writes a statement to a file, or to a folder of tables.</summary>
[Cmdlet(VerbsData.Export, "CustomerStatement", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerStatement))]
public sealed class ExportCustomerStatementCommand : ExportCommand
{
    [Parameter]
    [OneChoice]
    public StatementFormat Format { get; set; }

    private protected override Export Prepare(PSObject input, string path)
    {
        if (input.BaseObject is not CustomerStatement statement)
        {
            throw new CustomerMetricsException("StatementExpected", FailureKind.InvalidArgument, "The pipeline holds something that is no statement, or one that crossed a job or a remote session, which statements do not survive.", "Pipe the output of New-CustomerStatement, in the session that made it.");
        }

        var format = IsGiven(nameof(Format)) ? Format : FormatOf(path);
        return new(statement, format is StatementFormat.Csv ? "Write the statement as a folder of CSV files" : $"Write the statement as {format}", write => Engine.ExportStatement(statement, path, format, write));
    }

    private static StatementFormat FormatOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => StatementFormat.Html,
        ".MD" or ".MARKDOWN" => StatementFormat.Markdown,
        ".JSON" => StatementFormat.Json,
        ".TXT" => StatementFormat.Text,
        var extension => throw new CustomerMetricsException("StatementFormatUnknown", FailureKind.InvalidArgument, $"The extension '{extension.ToLowerInvariant()}' names no format of a statement.", $"Use .html, .md, .txt or .json, or say -Format {string.Join(", ", Enum.GetNames(typeof(StatementFormat)))}.", path),
    };
}
