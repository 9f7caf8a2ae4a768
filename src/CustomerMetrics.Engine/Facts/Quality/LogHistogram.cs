using System;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>
/// Counts of sizes by their natural logarithm, in steps of a thousandth: median and spread to a tenth of a percent, in a fixed space however many rows there are.
/// </summary>
internal sealed class LogHistogram
{
    private const double StepsPerUnit = 1000;

    /// <summary>A 64-bit size has a logarithm below 44.</summary>
    private const int Steps = 44_000;

    private readonly long[] counts = new long[Steps];

    public long Count { get; private set; }

    /// <param name="size">One or more.</param>
    public void Add(double size) => Add((int)(Math.Log(size) * StepsPerUnit), 1);

    /// <param name="step">Whole thousandths of the logarithm.</param>
    /// <param name="count">How many sizes are in this step.</param>
    public void Add(int step, long count)
    {
        counts[step] += count;
        Count += count;
    }

    /// <summary>The logarithm of the median size.</summary>
    public double Median => (MedianStep() + 0.5) / StepsPerUnit;

    /// <summary>The median of the distances of the logarithms from their median.</summary>
    public double MedianDistance()
    {
        var middle = MedianStep();
        var within = counts[middle];
        var distance = 0;
        while (within < Half)
        {
            distance++;
            within += At(middle - distance) + At(middle + distance);
        }

        return distance / StepsPerUnit;
    }

    private long Half => (Count + 1) / 2;

    private int MedianStep()
    {
        var step = 0;
        for (var below = counts[0]; below < Half; below += counts[step])
        {
            step++;
        }

        return step;
    }

    private long At(int step) => step is >= 0 and < Steps ? counts[step] : 0;
}
