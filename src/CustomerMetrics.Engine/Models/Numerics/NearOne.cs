using System;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>Logarithms and exponentials near one, where the plain ones lose their digits (Kahan's corrections).</summary>
internal static class NearOne
{
    /// <summary>ln(1 + x).</summary>
    public static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>exp(x) - 1.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) < 1e-5)
        {
            return x * (1 + (x / 2 * (1 + (x / 3))));
        }

        var power = Math.Exp(x);
        return Math.Abs(x) > 1 ? power - 1 : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>(1 - exp(-k y)) / k, which is y where k is 0: the integral of exp(-k u) over u from 0 to y.</summary>
    public static double Decay(double k, double y) => k == 0 ? y : -Expm1(-k * y) / k;
}
