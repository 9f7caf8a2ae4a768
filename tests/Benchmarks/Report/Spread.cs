using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>The middle and the ends of some runs.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new(((sorted[(sorted.Length - 1) / 2]) + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
