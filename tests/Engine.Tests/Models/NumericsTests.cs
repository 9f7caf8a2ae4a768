using System;
using CustomerMetrics.Engine.Models.Numerics;
using MathNet.Numerics;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>The special functions against closed forms, against each other and against differences.</summary>
public sealed class NumericsTests
{
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-17)]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    [InlineData(5)]
    public void NearOneKeepsTheDigits(double x)
    {
        Near.Relative(x, NearOne.Expm1(NearOne.Log1p(x)), 4e-16);
        Near.Relative(x, NearOne.Log1p(NearOne.Expm1(x)), 4e-16);
    }

    [Fact]
    public void TheExponentialIntegralOfWholeOrders()
    {
        for (var order = 1; order <= 60; order++)
        {
            foreach (var z in new[] { 1e-8, 1e-3, 0.1, 0.9, 1.49, 1.51, 4, 30 })
            {
                Near.Relative(SpecialFunctions.ExponentialIntegral(z, order) * Math.Exp(z), ExponentialIntegral.Scaled(order, z), 1e-13, $"order {order} at {z}");
            }
        }
    }

    /// <summary>E_1/2(z) = sqrt(pi/z) erfc(sqrt z).</summary>
    [Theory]
    [InlineData(1e-10)]
    [InlineData(1e-4)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    public void TheExponentialIntegralOfOrderOneHalf(double z) =>
        Near.Relative(Math.Sqrt(Math.PI / z) * SpecialFunctions.Erfc(Math.Sqrt(z)) * Math.Exp(z), ExponentialIntegral.Scaled(0.5, z), 1e-13);

    /// <summary>s E_{s+1} = exp(-z) - z E_s ties the orders to each other over every border of the methods.</summary>
    [Fact]
    public void TheExponentialIntegralOfAnyOrder()
    {
        foreach (var s in new[] { 1e-6, 0.01, 0.2, 0.4999, 0.5001, 0.999999999, 1 + 1e-12, 1.3, 1.4999, 1.5001, 7.77, 38.9, 39.1, 500.5, 1e4 })
        {
            foreach (var z in new[] { 1e-7, 1e-3, 0.2, 1.4999, 1.5001, 3, 50, 1e6 })
            {
                Near.Absolute(1, (s * ExponentialIntegral.Scaled(s + 1, z)) + (z * ExponentialIntegral.Scaled(s, z)), 2e-13, FormattableString.Invariant($"order {s} at {z}"));
            }
        }
    }

    [Fact]
    public void NeverAgainIsTheSameBySeriesAndByQuadrature()
    {
        foreach (var n in new[] { 0.01, 0.3, 1, 5.5, 80, 1000, 10_000 })
        {
            foreach (var s in new[] { 0.01, 0.6, 1, 3, 50 })
            {
                foreach (var ratio in new[] { 0.0501, 0.3, 0.9, 1, 1.2, 4, 19.9 })
                {
                    var about = FormattableString.Invariant($"n {n} s {s} ratio {ratio}");
                    var expected = NeverAgain.ByQuadrature(n, s, ratio);
                    var actual = NeverAgain.Of(n, s, ratio);
                    Near.Relative(expected.Chance, actual.Chance, 1e-12, about);
                    Near.Relative(expected.Chance, NeverAgain.ChanceOf(n, s, ratio), 1e-12, about);
                    Near.Absolute(expected.ByN, actual.ByN, 1e-11 * expected.Chance, about + " by n");
                    Near.Absolute(expected.ByS, actual.ByS, 1e-11 * expected.Chance, about + " by s");
                    Near.Absolute(expected.ByLogRatio, actual.ByLogRatio, 1e-11 * expected.Chance, about + " by ratio");
                }
            }
        }
    }

    /// <summary>(n+s) j(n) = s + n (1-ratio) j(n+1) by parts: it ties the quadrature to itself where the series cannot go.</summary>
    [Fact]
    public void NeverAgainFollowsItsRecurrence()
    {
        foreach (var n in new[] { 0.001, 0.3, 1, 30, 10_000 })
        {
            foreach (var s in new[] { 0.001, 0.6, 3, 1000 })
            {
                foreach (var ratio in new[] { 1e-8, 1e-4, 0.02, 0.06, 1, 15, 30, 1e4, 1e8 })
                {
                    var (here, next) = (NeverAgain.ChanceOf(n, s, ratio), NeverAgain.ChanceOf(n + 1, s, ratio));
                    var size = Math.Max((n + s) * here, s + (n * Math.Max(1, ratio) * next));
                    Near.Absolute((n + s) * here, s + (n * (1 - ratio) * next), 1e-12 * size, FormattableString.Invariant($"n {n} s {s} ratio {ratio}"));
                }
            }
        }
    }

    [Fact]
    public void TheMeansOfABeta()
    {
        foreach (var a in new[] { 0.01, 0.8, 1, 30, 1e4 })
        {
            foreach (var b in new[] { 0.01, 2.4, 500, 1e4 })
            {
                var about = FormattableString.Invariant($"a {a} b {b}");
                Near.Relative(a / (a + b), BetaMean.Of(a, b, 1, p => p), 1e-12, about);
                Near.Relative(a * (a + 1) / ((a + b) * (a + b + 1)), BetaMean.Of(a, b, 1, p => p * p), 1e-12, about);

                // (1+e)/(e+p) = 1 + (1-p)/(e+p), and the density times 1-p is that of b + 1.
                foreach (var e in new[] { 1e-8, 1e-3, 0.3 })
                {
                    var here = BetaMean.Of(a, b, Math.Max(1, 1 / e), p => 1 / (e + p));
                    var next = BetaMean.Of(a, b + 1, Math.Max(1, 1 / e), p => 1 / (e + p));
                    Near.Relative((1 + e) * here, 1 + (b / (a + b) * next), 1e-12, about + FormattableString.Invariant($" e {e}"));
                }
            }
        }
    }

    [Theory]
    [InlineData(0.24, 8.8, 10)]
    [InlineData(0.24, 8.8, 3)]
    [InlineData(20, 5, 60)]
    [InlineData(20, 5, 200)]
    [InlineData(1e-3, 1e-3, 2)]
    public void TheTailOfTheNegativeBinomial(double shape, double ratio, int n)
    {
        var tail = SpecialFunctions.BetaRegularized(n, shape, ratio / (1 + ratio));
        Near.Relative(tail, NegativeBinomial.AtLeast(n, shape, ratio), 1e-11);
        Near.Relative(tail, NegativeBinomial.Probability(n, shape, ratio) + NegativeBinomial.AtLeast(n + 1, shape, ratio), 1e-11);
    }
}
