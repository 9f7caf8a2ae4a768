using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>What several parts tell of their processes.</summary>
internal static class MeasuredTables
{
    public const double MegaByte = 1e6;

    /// <summary>The size that the targets are for: in a short run, what the start of the runtime costs is much of it.</summary>
    public const int TargetRows = 10_000_000;

    private const int BytesPerRow = 32;
    private const int BytesPerCustomer = 100;

    /// <summary>The peak against its limit.</summary>
    public static Ratio PeakRatio(Side<Measured> module, Side<Measured> bare, int rows, int customers)
    {
        var limit = ((double)BytesPerRow * rows) + ((double)BytesPerCustomer * customers);
        return new($"peak memory over the bare process / ({BytesPerRow} bytes a row + {BytesPerCustomer} a customer)", module.With(bare, (one, two) => (one.PeakBytes - two.PeakBytes) / limit), rows < TargetRows ? null : new(1));
    }

    /// <summary>Seconds, CPU seconds and peaks of all.</summary>
    public static IEnumerable<Figure> Figures(IReadOnlyList<Side<Measured>> sides) =>
    [
        .. sides.Select(side => new Figure($"{side.Name}: seconds", side.Of(run => run.Seconds), "0.00")),
        .. sides.Select(side => new Figure($"{side.Name}: CPU seconds", side.Of(run => run.CpuSeconds), "0.00")),
        .. sides.Select(side => new Figure($"{side.Name}: peak MB", side.Of(run => run.PeakBytes / MegaByte), "#,0")),
    ];
}
