using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Writes a model to a small JSON file: whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "CustomerModel", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerModel))]
public sealed class ExportCustomerModelCommand : CustomerCommand
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
        var model = ModelReader.Read(InputObject!);
        var path = ResolveOutput(Path);
        if (ShouldProcess(path, "Write the model"))
        {
            Engine.ExportModel(model, path, new FileWriteOptions(NoClobber, Force));
        }

        if (PassThru)
        {
            WriteObject(model);
        }
    });
}
