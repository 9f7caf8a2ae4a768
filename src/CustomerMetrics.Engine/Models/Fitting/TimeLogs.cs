using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>ln(1 + t/scale) and 1/(scale + t) of every distinct time.</summary>
internal sealed class TimeLogs(double[] times)
{
    public double[] Log { get; } = new double[times.Length];

    public double[] Inverse { get; } = new double[times.Length];

    public void Fill(double scale)
    {
        for (var i = 0; i < times.Length; i++)
        {
            Log[i] = NearOne.Log1p(times[i] / scale);
            Inverse[i] = 1 / (scale + times[i]);
        }
    }
}
