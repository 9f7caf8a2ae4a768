using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>Subscriptions in memory to their monthly movements, against DuckDB with the terms in a table.</summary>
internal static class TermPart
{
    private const int Terms = 1_000_000;

    public static PartResult Measure(Tools tools)
    {
        var path = TermFile.Provide(tools.Arguments.DataFolder, Terms);
        var module = new Side<Measured>("module", () => Child.RunSelf<Measured>(Measurement.Terms, path));
        List<Side<Measured>> sides = [module];
        if (tools.Peer is { } peer)
        {
            sides.Add(new("DuckDB", () => peer.Run<Measured>("terms.mjs", path)));
        }

        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(module.Runs[0].Ledger, side.Runs[^1].Ledger, side.Name));
        return new(
            "Subscriptions to monthly movements",
            [
                new(
                    $"{Terms:#,0} terms of {module.Runs[0].Customers:#,0} customers in memory, {module.Runs[0].Ledger.Count} months.",
                    [.. sides.Skip(1).Select(other => new Ratio($"time, module / {other.Name}", module.With(other, (one, two) => one.Seconds / two.Seconds)))],
                    [.. MeasuredTables.Figures(sides)],
                    sides.Count > 1 ? "The movements of both are equal in every column of every month." : ""),
            ],
            []);
    }
}
