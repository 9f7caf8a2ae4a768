using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>One of those who do the same work, with its runs. The first warms the file cache and is not counted.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Measure">One run.</param>
internal sealed record Side<T>(string Name, Func<T> Measure)
{
    public List<T> Runs { get; } = [];

    public Spread Of(Func<T, double> value) => Spread.Of(Runs.Skip(1).Select(value));

    /// <summary>Compares each run with the other side's run beside it.</summary>
    public Spread With(Side<T> other, Func<T, T, double> value) => Spread.Of(Runs.Skip(1).Zip(other.Runs.Skip(1), value));
}

/// <summary>Measures sides in turn, so that whatever else the machine does meets all of them.</summary>
internal static class Turns
{
    /// <param name="runs">Counted runs.</param>
    /// <param name="sides">Who takes turns.</param>
    /// <param name="seconds">What progress tells of a run.</param>
    /// <param name="check">Fails when the answer of a run is not that of the first side.</param>
    public static void Take<T>(int runs, IReadOnlyList<Side<T>> sides, Func<T, double> seconds, Action<Side<T>>? check = null)
    {
        for (var run = 0; run <= runs; run++)
        {
            foreach (var side in sides)
            {
                side.Runs.Add(side.Measure());
                check?.Invoke(side);
                Console.Error.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}, {side.Name}: {seconds(side.Runs[^1]):0.00} s");
            }
        }
    }
}
