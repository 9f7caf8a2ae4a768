using System;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>Rounds the parts of a sum so that they add up to the rounded whole: those that lost most by rounding down are rounded up first.</summary>
internal static class Apportionment
{
    public static decimal[] Round(ReadOnlySpan<double> values, decimal whole)
    {
        var parts = values.ToArray();
        var down = Array.ConvertAll(parts, part => Math.Floor((decimal)part * Money.UnitsPerOne));
        var missing = (whole * Money.UnitsPerOne) - down.Sum();
        var order = Enumerable.Range(0, parts.Length).OrderByDescending(i => ((decimal)parts[i] * Money.UnitsPerOne) - down[i]).ToArray();

        // More than one round only where floating point has lost the last digits.
        for (var i = 0; missing != 0 && order.Length > 0; i = (i + 1) % order.Length)
        {
            var step = Math.Abs(missing) > order.Length ? decimal.Truncate(missing / order.Length) : Math.Sign(missing);
            down[order[i]] += step;
            missing -= step;
        }

        return Array.ConvertAll(down, units => units / Money.UnitsPerOne);
    }

    public static decimal Round(double value) => decimal.Round((decimal)value, Money.Scale);
}
