using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>What the parts say of memory and time alike.</summary>
internal static class Memory
{
    public const double MegaByte = 1e6;

    private const int BytesPerRow = 32;
    private const int BytesPerCustomer = 100;

    /// <summary>The peak against its limit.</summary>
    public static Ratio Ratio(Side<Measured> module, Side<Measured> bare, int rows, int customers)
    {
        var limit = ((double)BytesPerRow * rows) + ((double)BytesPerCustomer * customers);
        return new($"peak memory over the bare process / ({BytesPerRow} bytes a row + {BytesPerCustomer} a customer)", module.With(bare, (one, two) => (one.PeakBytes - two.PeakBytes) / limit), new(1));
    }

    /// <summary>Seconds, CPU seconds and peaks of all.</summary>
    public static IEnumerable<Figure> Figures(IReadOnlyList<Side<Measured>> sides) =>
    [
        .. sides.Select(side => new Figure($"{side.Name}: seconds", side.Of(run => run.Seconds), "0.00")),
        .. sides.Select(side => new Figure($"{side.Name}: CPU seconds", side.Of(run => run.CpuSeconds), "0.00")),
        .. sides.Select(side => new Figure($"{side.Name}: peak MB", side.Of(run => run.PeakBytes / MegaByte), "#,0")),
    ];
}
