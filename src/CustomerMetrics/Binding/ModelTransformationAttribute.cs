using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Takes models as they are, and those that crossed a job or a remote session.</summary>
internal sealed class ModelTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            return ModelReader.Read(PSObject.AsPSObject(inputData));
        }
        catch (CustomerMetricsException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message + " " + e.Remedy, e);
        }
    }
}
