using System;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>
/// The polynomial through the Chebyshev points of a stretch (barycentric formula, Berrut and Trefethen 2004):
/// a function of a logarithm that is analytic within pi of the real line is had to rounding error from a few of its values.
/// </summary>
internal static class Chebyshev
{
    /// <summary>How many points such a function needs over a stretch, by the ellipse about the stretch that keeps clear of the singularities.</summary>
    public static int CountFor(double width) => 4 + (int)(34 / Math.Asinh(2 * Math.PI / width));

    public static double[] Points(double low, double high)
    {
        var points = new double[CountFor(high - low)];
        for (var k = 0; k < points.Length; k++)
        {
            points[k] = low + ((high - low) * (1 + Math.Cos(Math.PI * k / (points.Length - 1))) / 2);
        }

        return points;
    }

    /// <summary>What share each point's value has in the value at a place.</summary>
    public static void Shares(double[] points, double place, Span<double> shares)
    {
        var total = 0.0;
        for (var k = 0; k < points.Length; k++)
        {
            var distance = place - points[k];
            if (distance == 0)
            {
                shares.Clear();
                shares[k] = 1;
                return;
            }

            var isEnd = k == 0 || k == points.Length - 1;
            shares[k] = ((k & 1) == 0 ? 1 : -1) * (isEnd ? 0.5 : 1) / distance;
            total += shares[k];
        }

        for (var k = 0; k < points.Length; k++)
        {
            shares[k] /= total;
        }
    }
}
