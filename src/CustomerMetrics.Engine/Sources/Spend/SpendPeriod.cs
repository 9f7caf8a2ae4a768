using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CustomerMetrics.Engine.Sources.Spend;

/// <summary>The names of months, quarters and years, as in 2024-03, 2024Q1 and 2024.</summary>
internal static partial class SpendPeriod
{
    /// <returns>The first and the last day; null for what is no such name.</returns>
    public static (int First, int Last)? Read(string text)
    {
        var match = Name().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var year = int.Parse(match.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var (month, months) = match.Groups["month"] is { Success: true } named ? (int.Parse(named.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), 1)
            : match.Groups["quarter"] is { Success: true } quarter ? ((3 * (quarter.ValueSpan[0] - '1')) + 1, 3)
            : (1, 12);
        if (year is < 1 or > 9998 || month is < 1 or > 12)
        {
            return null;
        }

        var first = new DateOnly(year, month, 1);
        return (first.DayNumber, first.AddMonths(months).DayNumber - 1);
    }

    [GeneratedRegex("^(?<year>[0-9]{4})(-(?<month>[0-9]{2})|[- ]?[Qq](?<quarter>[1-4]))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
