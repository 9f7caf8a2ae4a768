using System;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>
/// ln G(c + n) - ln G(c) and its derivative by c for n = 0, 1, ...: sums of logarithms and of reciprocals.
/// Counts are small whole numbers, for which this is both exact and faster than any gamma function.
/// </summary>
internal sealed class RisingLogs(int most)
{
    public double[] Value { get; } = new double[most + 1];

    public double[] Slope { get; } = new double[most + 1];

    public void Fill(double c)
    {
        for (var n = 0; n + 1 < Value.Length; n++)
        {
            Value[n + 1] = Value[n] + Math.Log(c + n);
            Slope[n + 1] = Slope[n] + (1 / (c + n));
        }
    }
}
