namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>The level of all intervals, 95%.</summary>
internal static class Confidence
{
    /// <summary>The standard normal quantile of 97.5%.</summary>
    public const double Z = 1.959963984540054;
}
