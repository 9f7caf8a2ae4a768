using System;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>Assertions on relative error.</summary>
internal static class Near
{
    public static void Relative(double expected, double actual, double tolerance, string? about = null) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), double.Epsilon), FormattableString.Invariant($"{about}: {actual:R} is not {expected:R} within {tolerance}"));

    /// <summary>For sums that may cancel: relative to a size that is given.</summary>
    public static void Absolute(double expected, double actual, double tolerance, string? about = null) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance, FormattableString.Invariant($"{about}: {actual:R} is not {expected:R} within {tolerance}"));
}
