using System;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>The mean of a function of a chance that is Beta(a, b), by quadrature over the logit of the chance.</summary>
internal static class BetaMean
{
    // Functions divide by the chance, and do not change any more at such a one.
    private const double LeastChance = 1e-200;

    /// <param name="knee">The function changes its course near the chance 1/knee and is smooth elsewhere; at least 1.</param>
    public static double Of(double a, double b, double knee, Func<double, double> function)
    {
        var mode = Math.Log(a / b);
        var scale = Math.Min(1, Math.Sqrt((1 / a) + (1 / b)));
        var (left, right) = scale < 1 ? (mode, mode) : (Math.Min(mode, -Math.Log(knee)), Math.Max(mode, 0));
        var rule = new LogConcaveRule(left, right, scale, a, b);
        var top = LogDensity(a, b, mode);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < rule.Count; i++)
        {
            var (y, weight) = rule[i];
            weight *= Math.Exp(LogDensity(a, b, y) - top);
            if (weight > 0)
            {
                total += weight;
                sum += weight * function(Math.Max(LeastChance, 1 / (1 + Math.Exp(-y))));
            }
        }

        return sum / total;
    }

    /// <summary>a ln p + b ln(1 - p), where p is the chance whose logit is y.</summary>
    private static double LogDensity(double a, double b, double y)
    {
        var log = NearOne.Log1p(Math.Exp(-Math.Abs(y)));
        return y > 0 ? -(b * y) - ((a + b) * log) : (a * y) - ((a + b) * log);
    }
}
