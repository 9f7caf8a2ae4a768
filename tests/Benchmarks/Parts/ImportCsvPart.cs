using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>What the ledger of rows from the pipeline costs beside Import-Csv alone.</summary>
internal static class ImportCsvPart
{
    private const string Script = "Measure-ImportCsv.ps1";
    private const int Rows = 1_000_000;
    private const double MostOfImportCsv = 1.15;

    public static PartResult? Measure(Tools tools)
    {
        if (tools.Shell is not { } shell)
        {
            return null;
        }

        var path = OrderFile.Provide(tools.Arguments.DataFolder, new(Rows));
        var expected = Child.RunSelf<Measured>(Measurement.Module, path).Ledger;
        var ledger = new Side<Measured>("Import-Csv | Get-CustomerLedger", () => shell.Measure(Script, path, "Ledger"));
        var discarded = new Side<Measured>("Import-Csv | Out-Null", () => shell.Measure(Script, path, "Discard"));
        var collected = new Side<Measured>("$rows = Import-Csv", () => shell.Measure(Script, path, "Collect"));
        IReadOnlyList<Side<Measured>> sides = [ledger, discarded, collected];
        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(side == ledger ? expected : [], side.Runs[^1].Ledger, side.Name));
        return new(
            "Rows from Import-Csv",
            [
                new(
                    $"{Rows:#,0} rows. `Import-Csv` is compared in both ways that people use it: throwing the rows away as they come, which is what `Import-Csv` alone costs and what the target is for, and keeping them in a variable, which the ledger spares.",
                    [.. new[] { discarded, collected }.Select(other => new Ratio($"time, `{ledger.Name}` / `{other.Name}`", ledger.With(other, (one, two) => one.Seconds / two.Seconds), other == discarded ? new(MostOfImportCsv) : null))],
                    [.. MeasuredTables.Figures(sides)],
                    "The ledger is equal to that from the file."),
            ],
            [new($"Rows from Import-Csv, {Rows:#,0} rows", "seconds", [.. sides.Select(side => new Bar(side.Name, side.Of(run => run.Seconds).Median, side == ledger))])]);
    }
}
