using System;
using MathNet.Numerics;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>
/// exp(z) E_s(z), the integral of exp(-z v) (1+v)^-s over v above 0, for any order s above 0. It stays between 1/(z+s) and 1/(z+s-1).
/// The upper incomplete gamma function is exp(z) G(1-s, z) = z^(1-s) exp(z) E_s(z), which is also Psi(s, s; z) of the Pareto/NBD papers.
/// </summary>
internal static class ExponentialIntegral
{
    private const double Tolerance = 1e-16;

    // Below it the continued fraction is slow unless the order is large.
    private const double SmallArgument = 1.5;
    private const double LargeOrder = 40;

    public static double Scaled(double s, double z)
    {
        if (z >= SmallArgument || s >= LargeOrder)
        {
            return Fraction(s, z);
        }

        // An order near one, from which the recurrence s E_{s+1} = exp(-z) - z E_s climbs without losing digits.
        var order = s - Math.Max(0, Math.Floor(s - 0.5));
        var value = Series(order, z);
        for (; order < s - 0.5; order++)
        {
            value = (1 - (z * value)) / order;
        }

        return value;
    }

    /// <summary>Lentz's evaluation of 1/(z+s - s/(z+s+2 - 2(s+1)/(z+s+4 - ...))).</summary>
    private static double Fraction(double s, double z)
    {
        var b = z + s;
        var d = 1 / b;
        var c = double.PositiveInfinity;
        var value = d;
        for (var k = 1; k < 10_000; k++)
        {
            var a = -k * (s + k - 1);
            b += 2;
            d = 1 / (b + (a * d));
            c = b + (a / c);
            var factor = c * d;
            value *= factor;
            if (Math.Abs(factor - 1) <= Tolerance)
            {
                break;
            }
        }

        return value;
    }

    /// <summary>For e = 1 - s between -1/2 and 1: E_s(z) = (G(1+e) z^-e - 1)/e - sum over k above 0 of (-z)^k/(k! (e+k)).</summary>
    private static double Series(double s, double z)
    {
        var e = 1 - s;
        var sum = 0.0;
        var term = 1.0;
        for (var k = 1; Math.Abs(term) > Tolerance * 0.1; k++)
        {
            term *= -z / k;
            sum += term / (e + k);
        }

        // Both logarithms vanish with e, so that their sum is divided before it can lose digits.
        var log = LogGammaOnePlus(e) - (e * Math.Log(z));
        var head = e == 0 ? -Constants.EulerMascheroni - Math.Log(z) : NearOne.Expm1(log) / e;
        return Math.Exp(z) * (head - sum);
    }

    /// <summary>ln G(1+e) for |e| up to 1, to full relative accuracy near 0: -ln(1+e) + e (1 - gamma) + sum over k above 1 of (-1)^k (zeta(k)-1) e^k/k.</summary>
    private static double LogGammaOnePlus(double e)
    {
        var sum = 0.0;
        for (var i = ZetaMinusOne.Length - 1; i >= 0; i--)
        {
            var k = i + 2;
            sum = ((k % 2 == 0 ? ZetaMinusOne[i] : -ZetaMinusOne[i]) / k) + (e * sum);
        }

        return -NearOne.Log1p(e) + (e * (1 - Constants.EulerMascheroni)) + (e * e * sum);
    }

    /// <summary>zeta(k) - 1 for k from 2.</summary>
    private static readonly double[] ZetaMinusOne = MakeZeta();

    private static double[] MakeZeta()
    {
        // The terms up to 40 as they are, the rest by Euler and Maclaurin.
        const int last = 40;
        var zeta = new double[56];
        for (var i = 0; i < zeta.Length; i++)
        {
            double k = i + 2;
            var end = Math.Pow(last, -k);
            var sum = (end * last / (k - 1)) - (end / 2) + (end * k / (12.0 * last)) - (end * k * (k + 1) * (k + 2) / (720.0 * last * last * last)) + (end * k * (k + 1) * (k + 2) * (k + 3) * (k + 4) / (30240.0 * Math.Pow(last, 5)));
            for (var j = last; j >= 2; j--)
            {
                sum += Math.Pow(j, -k);
            }

            zeta[i] = sum;
        }

        return zeta;
    }
}
