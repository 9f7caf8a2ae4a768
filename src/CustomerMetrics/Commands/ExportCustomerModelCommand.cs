using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Writes a model to a small JSON file.</summary>
[Cmdlet(VerbsData.Export, "CustomerModel", SupportsShouldProcess = true)]
[OutputType(typeof(CustomerModel))]
public sealed class ExportCustomerModelCommand : ExportCommand
{
    private protected override Export Prepare(PSObject input, string path)
    {
        var model = ModelReader.Read(input);
        return new(model, "Write the model", write => Engine.ExportModel(model, path, write));
    }
}
