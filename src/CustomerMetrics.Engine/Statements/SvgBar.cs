using System;
using System.Globalization;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A bar in a cell of a table, as long as its share of the cell. The number stands in the cell beside it.</summary>
internal static class SvgBar
{
    private const double Length = 100;

    public static string Draw(object? share) =>
        "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" class=\"bar\" aria-hidden=\"true\"><rect class=\"gain\" width=\""
        + Width(share).ToString("0.##", CultureInfo.InvariantCulture) + "\" height=\"1\"/></svg>";

    private static double Width(object? share) => share is double value ? Math.Clamp(value, 0, 1) * Length : 0;
}
