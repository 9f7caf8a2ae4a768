using System.Management.Automation;
using System.Text;

namespace CustomerMetrics;

/// <summary>Takes encodings by name, code page or as they are.</summary>
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or Encoding)
        {
            return value;
        }

        var name = value.ToString();
        return EngineHost.Engine.FindEncoding(name)
            ?? throw new ArgumentTransformationMetadataException($"There is no encoding '{name}'. Use a name such as utf8, unicode, latin1 or windows-1252, or the number of a code page.");
    }
}
