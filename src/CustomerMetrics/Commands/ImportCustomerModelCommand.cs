using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Reads models that Export-CustomerModel wrote.</summary>
[Cmdlet(VerbsData.Import, "CustomerModel", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerModel))]
public sealed class ImportCustomerModelCommand : CustomerCommand
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var path in PathResolver.Resolve(this, isLiteral ? LiteralPath : Path, isLiteral))
        {
            WriteObject(Engine.ImportModel(path));
        }
    });
}
