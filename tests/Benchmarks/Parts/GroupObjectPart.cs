using System;
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
        Measured Run(string use) => shell.Measure(Script, path, use);
        var bare = new Side<Measured>("bare shell", () => Run("Bare"));
        var module = new Side<Measured>("module", () => Run("Module"));
        Turns.Take(tools.Arguments.Runs, [bare, module], run => run.Seconds);
        var grouped = RunOnce("Import-Csv and Group-Object", () => Run("GroupObject"), module);
        var hashed = RunOnce("Import-Csv, Group-Object and hashtables", () => Run("Hashtable"), module);
        IReadOnlyList<Side<Measured>> sides = [module, grouped, hashed];
        Spread Slower(Side<Measured> plain) => module.Of(run => plain.Runs[0].Seconds / run.Seconds);
        Spread Larger(Side<Measured> plain) => module.With(bare, (run, idle) => (double)(plain.Runs[0].PeakBytes - idle.PeakBytes) / (run.PeakBytes - idle.PeakBytes));
        return new(
            "Plain PowerShell",
            [
                new(
                    $"{Rows:#,0} rows to the monthly ledger, at the prompt. The plain scripts group by customer and month with `Group-Object` alone, or by customer with `Group-Object` and by month with hashtables; the module is asked by `Import-CustomerTransaction | Get-CustomerLedger`, and imported before the clock starts. The plain scripts run once, since they take so long.",
                    [
                        new($"time, {grouped.Name} / module", Slower(grouped), new(LeastFaster, IsLeast: true), "#,0"),
                        new($"time, {hashed.Name} / module", Slower(hashed), null, "#,0"),
                        new($"peak memory over a bare shell, {grouped.Name} / module", Larger(grouped), new(LeastLeaner, IsLeast: true), "#,0"),
                        new($"peak memory over a bare shell, {hashed.Name} / module", Larger(hashed), null, "#,0"),
                    ],
                    [
                        .. MeasuredTables.Figures([module]),
                        .. new[] { grouped, hashed }.SelectMany(plain => OnlyRun(plain)),
                        new("bare shell: peak MB", bare.Of(run => run.PeakBytes / MeasuredTables.MegaByte), "#,0"),
                    ],
                    "All ledgers are equal in every column of every month."),
            ],
            [new($"At the prompt of PowerShell, {Rows:#,0} rows", "seconds", [new(module.Name, module.Of(run => run.Seconds).Median, true), .. sides.Skip(1).Select(plain => new Bar(plain.Name, plain.Runs[0].Seconds, false))])]);
    }

    private static Side<Measured> RunOnce(string name, Func<Measured> measure, Side<Measured> module)
    {
        var side = new Side<Measured>(name, measure);
        side.Runs.Add(measure());
        Console.Error.WriteLine($"{name}: {side.Runs[0].Seconds:0.0} s");
        LedgerRow.RequireEqual(module.Runs[0].Ledger, side.Runs[0].Ledger, name);
        return side;
    }

    private static IEnumerable<Figure> OnlyRun(Side<Measured> plain) =>
    [
        new($"{plain.Name}: seconds", Spread.Of([plain.Runs[0].Seconds]), "0.0"),
        new($"{plain.Name}: peak MB", Spread.Of([plain.Runs[0].PeakBytes / MeasuredTables.MegaByte]), "#,0"),
    ];
}
