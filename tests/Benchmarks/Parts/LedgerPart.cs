using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>CSV to monthly ledger against DuckDB: the large file, then a smaller one for each kind of data.</summary>
internal static class LedgerPart
{
    private const double MostOfPeer = 0.33;

    public static PartResult Measure(Tools tools)
    {
        var (large, panel) = MeasureLarge(tools);
        return new("CSV to monthly ledger", [large, MeasureKinds(tools)], [panel]);
    }

    private static (Section Section, Panel Panel) MeasureLarge(Tools tools)
    {
        var kind = new OrderKind(tools.Arguments.Rows);
        var (sides, customers) = Take(tools, kind);
        var (module, bare, peer) = (sides[0], sides[1], sides.Skip(2).FirstOrDefault());
        var ratios = new List<Ratio>();
        if (peer is not null)
        {
            ratios.Add(new("time, module / DuckDB", module.With(peer, (one, two) => one.Seconds / two.Seconds), new(MostOfPeer)));
            ratios.Add(new("CPU time, module / DuckDB", module.With(peer, (one, two) => one.CpuSeconds / two.CpuSeconds)));
            ratios.Add(new("peak memory, module / DuckDB", module.With(peer, (one, two) => (double)one.PeakBytes / two.PeakBytes)));
        }

        ratios.Add(MeasuredTables.PeakRatio(module, bare, kind.Rows, customers));
        var shown = peer is null ? [module] : new[] { module, peer };
        var bytes = new FileInfo(OrderFile.Provide(tools.Arguments.DataFolder, kind)).Length;
        return (
            new(
                $"{kind.Rows:#,0} rows of {customers:#,0} customers, {bytes / MeasuredTables.MegaByte:#,0} MB, {module.Runs[0].Ledger.Count} months; {kind}.",
                ratios,
                [.. MeasuredTables.Figures(shown), new("bare process: peak MB", bare.Of(run => run.PeakBytes / MeasuredTables.MegaByte), "#,0")],
                peer is null ? "" : "The ledgers of both are equal in every column of every month."),
            new($"CSV to monthly ledger, {kind.Rows:#,0} rows", "seconds", [.. shown.Select(side => new Bar(side.Name, side.Of(run => run.Seconds).Median, side == module))]));
    }

    private static Section MeasureKinds(Tools tools)
    {
        var rows = tools.Arguments.KindRows;
        var (times, peaks, figures) = (new List<Ratio>(), new List<Ratio>(), new List<Figure>());
        foreach (var kind in from population in Enum.GetValues<Population>() from ids in Enum.GetValues<CustomerIds>() select new OrderKind(rows, population, ids))
        {
            Console.Error.WriteLine(kind);
            var (sides, customers) = Take(tools, kind);
            var (module, bare, peer) = (sides[0], sides[1], sides.Skip(2).FirstOrDefault());
            if (peer is not null)
            {
                times.Add(new($"time, module / DuckDB: {kind}", module.With(peer, (one, two) => one.Seconds / two.Seconds), rows < MeasuredTables.TargetRows ? null : new(MostOfPeer)));
            }

            peaks.Add(MeasuredTables.PeakRatio(module, bare, rows, customers).Named(kind.ToString()));
            figures.AddRange((peer is null ? [module] : new[] { module, peer }).Select(side => new Figure($"{side.Name}: seconds, {kind}", side.Of(run => run.Seconds), "0.00")));
        }

        var remark = rows < MeasuredTables.TargetRows ? $"The targets are for {MeasuredTables.TargetRows:#,0} rows: at this size a run is short, and what the start of the runtime costs is much of it." : "";
        return new($"{rows:#,0} rows of each kind of data.", [.. times, .. peaks], figures, remark);
    }

    private static (IReadOnlyList<Side<Measured>> Sides, int Customers) Take(Tools tools, OrderKind kind)
    {
        var path = OrderFile.Provide(tools.Arguments.DataFolder, kind);
        var module = new Side<Measured>("module", () => Child.RunSelf<Measured>(Measurement.Module, path));
        var bare = new Side<Measured>("bare process", () => Child.RunSelf<Measured>(Measurement.Bare));
        List<Side<Measured>> sides = [module, bare];
        if (tools.Peer is { } peer)
        {
            sides.Add(new("DuckDB", () => peer.Run<Measured>("ledger.mjs", path)));
        }

        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(side == bare ? [] : module.Runs[0].Ledger, side.Runs[^1].Ledger, side.Name));
        return (sides, module.Runs[0].Customers);
    }
}
