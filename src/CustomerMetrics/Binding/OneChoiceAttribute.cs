using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Refuses several choices where there can be one: PowerShell would add their numbers up and take a third choice for them.</summary>
internal sealed class OneChoiceAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes a list of choices, each on its own.</summary>
    public bool InList { get; set; }

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = Unwrap(inputData);
        var choices = value is IList list ? list.Cast<object?>().Select(Unwrap).ToArray() : [value];
        if (choices.OfType<string>().FirstOrDefault(choice => choice.Contains(",")) is { } several)
        {
            throw new ArgumentTransformationMetadataException(InList
                ? $"'{several}' is one text: write the choices apart, as in A, B."
                : $"'{several}' is several choices, and only one can be made.");
        }

        return InList || choices.Length < 2
            ? inputData
            : throw new ArgumentTransformationMetadataException($"'{string.Join(", ", choices)}' is several choices, and only one can be made.");
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
