using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>The monthly ledger by plain PowerShell, with Import-Csv and Group-Object, against the module at the same prompt.</summary>
internal static class GroupObjectPart
{
    private const string Script = "Measure-GroupObject.ps1";
    private const int Rows = 1_000_000;
    private const double LeastFaster = 100;
    private const double LeastLeaner = 20;

    public static PartResult? Measure(Tools tools)
    {
        if (tools.Shell is not { } shell)
        {
            return null;
        }

        var path = OrderFile.Provide(tools.Arguments.DataFolder, new(Rows));
        var bare = new Side<Measured>("bare shell", () => shell.Measure(Script, path, "Bare"));
        var module = new Side<Measured>("module", () => shell.Measure(Script, path, "Module"));
        var plain = new Side<Measured>("Import-Csv and Group-Object", () => shell.Measure(Script, path, "GroupObject"));
        IReadOnlyList<Side<Measured>> sides = [bare, module, plain];
        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(side == bare ? [] : module.Runs[0].Ledger, side.Runs[^1].Ledger, side.Name));
        var slower = plain.With(module, (one, two) => one.Seconds / two.Seconds);
        var larger = Spread.Of(plain.Runs.Select((run, i) => (double)(run.PeakBytes - bare.Runs[i].PeakBytes) / (module.Runs[i].PeakBytes - bare.Runs[i].PeakBytes)).Skip(1));
        return new(
            "Plain PowerShell",
            [
                new(
                    $"{Rows:#,0} rows to the monthly ledger: `Import-Csv | Group-Object customer_id` and a hashtable of months for each customer, against `Import-CustomerTransaction | Get-CustomerLedger`. The module is imported before the clock starts.",
                    [
                        new("time, plain PowerShell / module", slower, new(LeastFaster, IsLeast: true), "#,0"),
                        new("peak memory over a bare shell, plain PowerShell / module", larger, new(LeastLeaner, IsLeast: true), "#,0"),
                    ],
                    [.. Memory.Figures(sides)],
                    "Both ledgers are equal in every column of every month."),
            ],
            [new($"At the prompt of PowerShell, {Rows:#,0} rows", "seconds", [.. sides.Skip(1).Select(side => new Bar(side.Name, side.Of(run => run.Seconds).Median, side == module))])]);
    }
}
