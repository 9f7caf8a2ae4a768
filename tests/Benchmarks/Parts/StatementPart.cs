using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>The facts of a statement from one load, against DuckDB with one load and a statement for each.</summary>
internal static class StatementPart
{
    private const double MostOfPeer = 0.25;

    public static PartResult Measure(Tools tools)
    {
        var kind = new OrderKind(tools.Arguments.Rows);
        var path = OrderFile.Provide(tools.Arguments.DataFolder, kind);
        var module = new Side<StatementAnswers>("module", () => Child.RunSelf<StatementAnswers>(Measurement.Statement, path));
        List<Side<StatementAnswers>> sides = [module];
        if (tools.Peer is { } peer)
        {
            sides.Add(new("DuckDB", () => peer.Run<StatementAnswers>("statement.mjs", path)));
        }

        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => StatementAnswers.RequireEqual(module.Runs[0], side.Runs[^1], side.Name));
        var other = sides.Skip(1).FirstOrDefault();
        var steps = module.Runs[0].Steps.Select(step => step.Work).ToList();
        return new(
            "All facts of a statement",
            [
                new(
                    $"{kind.Rows:#,0} rows, one load: the monthly ledger, monthly cohorts, scores of recency, frequency and money, purchase histories with their weights, and the ledger by channel.",
                    other is null ? [] : Ratios(module, other, steps),
                    [
                        .. sides.SelectMany(side => steps.Select((step, i) => new Figure($"{side.Name}, {step}: seconds", side.Of(run => run.Steps[i].Seconds), "0.00"))),
                        .. sides.Select(side => new Figure($"{side.Name}: CPU seconds", side.Of(run => run.CpuSeconds), "0.00")),
                        .. sides.Select(side => new Figure($"{side.Name}: peak MB", side.Of(run => run.PeakBytes / MeasuredTables.MegaByte), "#,0")),
                    ],
                    other is null ? "" : "Every figure of both is equal, but for the histories: these agree in their number and in ten sums of products, and their money by the number of purchases."),
            ],
            [new($"All facts of a statement, {kind.Rows:#,0} rows", "seconds", [.. sides.Select(side => new Bar(side.Name, side.Of(run => run.Seconds).Median, side == module))])]);
    }

    private static IReadOnlyList<Ratio> Ratios(Side<StatementAnswers> module, Side<StatementAnswers> other, IReadOnlyList<string> steps) =>
    [
        new("time of all, module / DuckDB", module.With(other, (one, two) => one.Seconds / two.Seconds), new(MostOfPeer)),
        .. steps.Select((step, i) => new Ratio($"time, {step}", module.With(other, (one, two) => one.Steps[i].Seconds / two.Steps[i].Seconds))),
        new("CPU time, module / DuckDB", module.With(other, (one, two) => one.CpuSeconds / two.CpuSeconds)),
        new("peak memory, module / DuckDB", module.With(other, (one, two) => (double)one.PeakBytes / two.PeakBytes)),
    ];
}
