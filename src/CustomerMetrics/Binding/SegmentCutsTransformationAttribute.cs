using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Takes cut points as people write them, and as earlier answers hold them, also after a job or a file.</summary>
internal sealed class SegmentCutsTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Usage = "Give the Cuts of an earlier answer, or @{ Recency = 30, 90; Frequency = 2, 5; Monetary = 100, 500 }.";

    private static readonly string[] Measures = [nameof(SegmentCuts.Recency), nameof(SegmentCuts.Frequency), nameof(SegmentCuts.Monetary)];

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var input = PSObject.AsPSObject(inputData ?? throw new ArgumentTransformationMetadataException("There are no cuts. " + Usage));
        if (input.BaseObject is SegmentCuts cuts)
        {
            return cuts;
        }

        if (input.BaseObject is IDictionary given && given.Keys.Cast<object>().FirstOrDefault(key => !Measures.Contains(key.ToString(), StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new ArgumentTransformationMetadataException($"There are no cuts of '{unknown}'. {Usage}");
        }

        return new SegmentCuts
        {
            Recency = Numbers(input, Measures[0]),
            Frequency = Numbers(input, Measures[1]),
            Monetary = Numbers(input, Measures[2]),

            // Of these nothing but their being there matters: they cannot be used again.
            Nested = input.Properties[nameof(SegmentCuts.Nested)]?.Value is IEnumerable nested ? [.. nested.Cast<object>().Select(_ => new SegmentNestedCut { R = 0, Cuts = [] })] : [],
        };
    }

    private static decimal[] Numbers(PSObject input, string measure)
    {
        var value = input.BaseObject is IDictionary given
            ? given.Keys.Cast<object>().Where(key => string.Equals(key.ToString(), measure, StringComparison.OrdinalIgnoreCase)).Select(key => given[key]).FirstOrDefault()
            : input.Properties[measure]?.Value;
        value = Unwrap(value) ?? throw new ArgumentTransformationMetadataException($"The cuts of {measure} are missing. {Usage}");
        return value is IEnumerable several and not string ? [.. several.Cast<object?>().Select(one => Number(Unwrap(one), measure))] : [Number(value, measure)];
    }

    private static decimal Number(object? value, string measure)
    {
        try
        {
            return value is string or null
                ? decimal.Parse(value as string ?? "", NumberStyles.Float, CultureInfo.InvariantCulture)
                : Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new ArgumentTransformationMetadataException($"'{Convert.ToString(value, CultureInfo.InvariantCulture)}' is no cut of {measure}. {Usage}", e);
        }
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
