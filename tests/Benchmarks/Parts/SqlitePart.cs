using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>The monthly ledger of orders that lie in an SQLite database: a statement written by hand, the module in the database, and the module from the CSV.</summary>
internal static class SqlitePart
{
    private const int Rows = 1_000_000;

    public static PartResult Measure(Tools tools)
    {
        var path = OrderFile.Provide(tools.Arguments.DataFolder, new(Rows));
        var database = Path.ChangeExtension(path, ".db");
        var statement = Path.Combine(tools.Scripts, "sqlite", "ledger.sql");
        var fromCsv = new Side<Measured>("module, from the CSV", () => Child.RunSelf<Measured>(Measurement.Module, path));
        var load = new Side<Measured>("load into SQLite", () => Child.RunSelf<Measured>(Measurement.SqliteLoad, path, database));
        var byHand = new Side<Measured>("SQLite, by hand", () => Child.RunSelf<Measured>(Measurement.SqliteByHand, database, statement));
        var inside = new Side<Measured>("module, in SQLite", () => Child.RunSelf<Measured>(Measurement.SqliteModule, database));
        IReadOnlyList<Side<Measured>> sides = [fromCsv, load, byHand, inside];
        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(side == load ? [] : fromCsv.Runs[0].Ledger, side.Runs[^1].Ledger, side.Name));
        var withLoad = Spread.Of(load.Runs.Zip(byHand.Runs, (one, two) => one.Seconds + two.Seconds).Skip(1));
        return new(
            "SQLite",
            [
                new(
                    $"{Rows:#,0} rows, to the monthly ledger. The database is a file without an index; the load is one transaction of prepared inserts, without journal and syncing.",
                    [
                        new("time, module from the CSV / SQLite by hand, loaded before", fromCsv.With(byHand, (one, two) => one.Seconds / two.Seconds)),
                        new("time, module from the CSV / SQLite by hand, with the load", Spread.Of(fromCsv.Runs.Select((run, i) => run.Seconds / (load.Runs[i].Seconds + byHand.Runs[i].Seconds)).Skip(1))),
                        new("time, module in SQLite / SQLite by hand", inside.With(byHand, (one, two) => one.Seconds / two.Seconds)),
                    ],
                    [.. MeasuredTables.Figures(sides)],
                    "All ledgers are equal in every column of every month. The statement by hand knows neither refunds nor intervals; the module applies all its rules in the database too."),
            ],
            [
                new(
                    $"Monthly ledger beside SQLite, {Rows:#,0} rows",
                    "seconds",
                    [
                        new(fromCsv.Name, fromCsv.Of(run => run.Seconds).Median, true),
                        new("SQLite by hand, with the load", withLoad.Median, false),
                        new("SQLite by hand, loaded before", byHand.Of(run => run.Seconds).Median, false),
                        new(inside.Name, inside.Of(run => run.Seconds).Median, true),
                    ]),
            ]);
    }
}
