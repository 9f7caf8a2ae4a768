using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The columns of a wide table in parts that fit, each with the first ones again.</summary>
internal static class ColumnParts
{
    /// <param name="widths">The width of each column.</param>
    /// <param name="repeated">How many of the first columns stand in every part.</param>
    /// <param name="gap">What lies between two columns.</param>
    /// <param name="width">The width of a part.</param>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<int> widths, int repeated, int gap, int width)
    {
        // As few parts as there can be, and none much narrower than the others.
        var parts = Fill(widths, repeated, gap, width).ToList();
        for (var narrower = width - 1; narrower > 0 && parts.Count > 1; narrower--)
        {
            var tried = Fill(widths, repeated, gap, narrower).ToList();
            if (tried.Count > parts.Count)
            {
                break;
            }

            parts = tried;
        }

        return parts;
    }

    private static IEnumerable<int[]> Fill(IReadOnlyList<int> widths, int repeated, int gap, int width)
    {
        var part = new List<int>();
        var used = 0;
        for (var column = 0; column < widths.Count; column++)
        {
            if (used + gap + widths[column] > width && part.Count > repeated)
            {
                yield return [.. part];
                part.RemoveRange(repeated, part.Count - repeated);
                used = 0;
                foreach (var kept in part)
                {
                    used += (used > 0 ? gap : 0) + widths[kept];
                }
            }

            part.Add(column);
            used += (part.Count > 1 ? gap : 0) + widths[column];
        }

        yield return [.. part];
    }
}
