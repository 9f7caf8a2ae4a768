using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Takes tiers as people write them: a hashtable of names and thresholds, or objects with Tier and From.</summary>
internal sealed class TierTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Usage = "Give @{ Gold = 1000; Silver = 200; Bronze = 0 }.";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Tiers(inputData).ToArray();

    private static IEnumerable<GroupTier> Tiers(object? input)
    {
        switch (Unwrap(input))
        {
            case IDictionary given:
                return given.Keys.Cast<object>().Select(key => Tier(key.ToString(), given[key]));
            case GroupTier tier:
                return [tier];
            case IEnumerable several and not string:
                return several.Cast<object?>().SelectMany(Tiers);
            default:
                var properties = input is null ? null : PSObject.AsPSObject(input).Properties;
                return [Tier(properties?[nameof(GroupTier.Tier)]?.Value?.ToString(), properties?[nameof(GroupTier.From)]?.Value)];
        }
    }

    private static GroupTier Tier(string? name, object? from)
    {
        try
        {
            return new()
            {
                Tier = name ?? throw new FormatException(),
                From = Unwrap(from) is string text ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : Convert.ToDecimal(Unwrap(from) ?? throw new FormatException(), CultureInfo.InvariantCulture),
            };
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw new ArgumentTransformationMetadataException($"'{name}' is no tier with a threshold of money. {Usage}", e);
        }
    }

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
