using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Takes horizons as people write them, such as 12 months or infinite.</summary>
internal sealed class HorizonTransformationAttribute : ArgumentTransformationAttribute
{
    private const int Longest = 1200;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            Horizon => value,
            string text => Parse(text),
            _ => throw Unreadable(Convert.ToString(value, CultureInfo.InvariantCulture)),
        };
    }

    private static Horizon Parse(string text)
    {
        var trimmed = text.Trim();
        if (string.Equals(trimmed, "infinite", StringComparison.OrdinalIgnoreCase))
        {
            return Horizon.Infinite;
        }

        var digits = new string(trimmed.TakeWhile(char.IsDigit).ToArray());
        var unit = trimmed.Substring(digits.Length).Trim().TrimEnd('s', 'S');
        var names = Enum.GetNames(typeof(PeriodUnit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Longest * 31
            && names.FirstOrDefault(name => string.Equals(name, unit, StringComparison.OrdinalIgnoreCase)) is { } found
            && new Horizon(count, (PeriodUnit)Enum.Parse(typeof(PeriodUnit), found)) is var horizon
            && horizon.From(new DateTime(2000, 1, 1)) <= new DateTime(2000, 1, 1).AddMonths(Longest)
            ? horizon
            : throw Unreadable(text);
    }

    private static ArgumentTransformationMetadataException Unreadable(string? text) =>
        new($"'{text}' is no horizon. Write a number of days, weeks, months, quarters or years, at most 100 years, such as '12 months', or 'infinite'.");
}
