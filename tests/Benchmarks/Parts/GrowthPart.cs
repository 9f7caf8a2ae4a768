using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>How the time of a row and the memory grow with the number of rows. Each process reads a small file first, so that what the runtime compiles is left out of the time; memory is of processes that do not.</summary>
internal static class GrowthPart
{
    public const int Smallest = 1_000_000;

    private const int WarmUpRows = 100_000;
    private const int Step = 10;
    private const double MostGrowth = 1.3;
    private const double NanosecondsPerSecond = 1e9;

    public static PartResult Measure(Tools tools)
    {
        var folder = tools.Arguments.DataFolder;
        var warm = OrderFile.Provide(folder, new(WarmUpRows));
        var sizes = new List<int>();
        for (long size = Smallest; size <= tools.Arguments.Largest; size *= Step)
        {
            sizes.Add((int)size);
        }

        List<Side<Measured>> sides = [.. sizes.Select(size => Provide(folder, warm, size))];
        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(side.Runs[0].Ledger, side.Runs[^1].Ledger, side.Name));
        var bare = MeasureOnce("bare process", Measurement.Bare);
        var peaks = sizes.Select(size => MeasureOnce("memory", Measurement.Module, OrderFile.Provide(folder, new(size)))).ToList();
        var times = sides.Select((side, i) => side.Of(run => run.Seconds / sizes[i] * NanosecondsPerSecond)).ToList();
        return new(
            "Growth",
            [
                new(
                    $"CSV to monthly ledger at {string.Join(", ", sizes.Select(size => size.ToString("#,0", CultureInfo.InvariantCulture)))} rows, a twelfth as many customers; {new OrderKind(Smallest)}. Each process reads {WarmUpRows:#,0} rows {Measurement.WarmRuns} times before the clock starts; memory is of one process for each size that does not.",
                    [
                        .. sides.Skip(1).Select((side, i) => new Ratio($"time of a row, {sizes[i + 1]:#,0} / {sizes[i]:#,0} rows", side.With(sides[i], (one, two) => one.Seconds / two.Seconds / Step), new(MostGrowth))),
                        .. peaks.Select((peak, i) => MeasuredTables.PeakRatio(peak, bare, sizes[i], peak.Runs[0].Customers).Named($"{sizes[i]:#,0} rows")),
                    ],
                    [
                        .. sides.Select(side => new Figure($"{side.Name}: seconds", side.Of(run => run.Seconds), "0.00")),
                        .. sides.Select((side, i) => new Figure($"{side.Name}: nanoseconds a row", times[i], "0")),
                        .. peaks.Select((peak, i) => new Figure($"{sides[i].Name}: peak MB", peak.Of(run => run.PeakBytes / MeasuredTables.MegaByte), "#,0")),
                    ],
                    ""),
            ],
            [new("Time of a row", "nanoseconds", [.. sides.Select((side, i) => new Bar(side.Name, times[i].Median, true))])]);
    }

    private static Side<Measured> Provide(string folder, string warm, int size)
    {
        var path = OrderFile.Provide(folder, new(size));
        return new(size.ToString("#,0 rows", CultureInfo.InvariantCulture), () => Child.RunSelf<Measured>(Measurement.Warm, warm, path));
    }

    // The peak hardly differs between runs.
    private static Side<Measured> MeasureOnce(string name, params string[] verb)
    {
        var side = new Side<Measured>(name, () => Child.RunSelf<Measured>(verb));
        Turns.Take(1, [side], run => run.Seconds);
        return side;
    }
}
