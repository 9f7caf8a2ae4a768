using System;
using System.Collections.Generic;
using System.IO;

namespace CustomerMetrics.Benchmarks;

/// <summary>The fit of BG/NBD by the Python package lifetimes, to the same histories.</summary>
internal static class Lifetimes
{
    private const double Tolerance = 0.01;

    public static bool IsInstalled => Child.Succeeds("python3", ["-c", "import lifetimes"]);

    /// <summary>One fit; fails when its parameters are not those of the module.</summary>
    public static LifetimesFit Measure(Tools tools, string path, ModelTimes module)
    {
        var fit = Child.RunJson<LifetimesFit>("python3", [Path.Combine(tools.Scripts, "python", "lifetimes_fit.py"), ModelTimes.HistoriesOf(path)]);
        foreach (var (name, value) in fit.Parameters)
        {
            if (Math.Abs(value - module.BgNbd[name]) > Tolerance * Math.Abs(value))
            {
                throw new BenchmarkException($"The fits differ: {name} is {module.BgNbd[name]} here and {value} by lifetimes.");
            }
        }

        return fit;
    }
}

/// <summary>What the Python program tells.</summary>
internal sealed record LifetimesFit(double Seconds, IReadOnlyDictionary<string, double> Parameters);
