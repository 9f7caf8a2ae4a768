using System.Collections.Generic;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Reads models that Export-CustomerModel wrote.</summary>
[Cmdlet(VerbsData.Import, "CustomerModel", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerModel))]
public sealed class ImportCustomerModelCommand : CustomerCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Files and paths.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        foreach (var path in Paths())
        {
            WriteObject(Engine.ImportModel(path));
        }
    });

    private IEnumerable<string> Paths() => ParameterSetName switch
    {
        "Path" => PathResolver.Resolve(this, Path, literal: false),
        "LiteralPath" => PathResolver.Resolve(this, LiteralPath, literal: true),
        _ => PathResolver.OfPipeline(this, InputObject!)
            ?? throw new CustomerMetricsException("FileExpected", FailureKind.InvalidArgument, "The pipeline holds something that is neither a file nor a path.", "Pipe what Get-ChildItem gives."),
    };
}
