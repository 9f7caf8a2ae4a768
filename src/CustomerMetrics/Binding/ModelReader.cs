using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads a model back from an object that came through a job or a remote session: by its text.</summary>
internal static class ModelReader
{
    public static CustomerModel Read(PSObject input) => input.BaseObject as CustomerModel
        ?? (input.Properties[nameof(CustomerModel.Json)]?.Value is string json
            ? EngineHost.Engine.ReadModel(json, "the model")
            : throw new CustomerMetricsException("ModelExpected", FailureKind.InvalidArgument, "This is no model of customers.", "Give what New-CustomerModel or Import-CustomerModel returns."));
}
