using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Takes models as they are, and those that crossed a job or a remote session by their text.</summary>
internal sealed class ModelTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var input = PSObject.AsPSObject(inputData);
        if (input.BaseObject is CustomerModel)
        {
            return input.BaseObject;
        }

        try
        {
            return input.Properties[nameof(CustomerModel.Json)]?.Value is string json
                ? EngineHost.Engine.ReadModel(json, "the model")
                : throw new ArgumentTransformationMetadataException("This is no model. Give what New-CustomerModel or Import-CustomerModel returns.");
        }
        catch (CustomerMetricsException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message + " " + e.Remedy, e);
        }
    }
}
