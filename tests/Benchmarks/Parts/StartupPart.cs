using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>What the module costs before it answers: its import, and the first question of a session.</summary>
internal static class StartupPart
{
    private const int Rows = 7_000;
    private const double MostToImport = 150;
    private const double MostToAnswer = 250;
    private const double MillisecondsPerSecond = 1_000;

    public static PartResult? Measure(Tools tools)
    {
        if (tools.Shell is not { } shell)
        {
            return null;
        }

        var path = PowerShellHost.Escape(OrderFile.Provide(tools.Arguments.DataFolder, new(Rows)));
        var bare = new Side<double>("bare shell", () => shell.TimeShell("exit"));
        var import = new Side<double>("shell with Import-Module", () => shell.TimeShell("Import-Module $module; exit"));
        var answer = new Side<double>("first Get-ChurnRate", () => double.Parse(
            shell.RunShell($"Import-Module $module; $clock = [Diagnostics.Stopwatch]::StartNew(); $null = Get-ChurnRate '{path}'; $clock.Elapsed.TotalSeconds.ToString('R', [cultureinfo]::InvariantCulture)"),
            CultureInfo.InvariantCulture));
        IReadOnlyList<Side<double>> sides = [bare, import, answer];
        Turns.Take(tools.Arguments.Runs, sides, seconds => seconds);
        return new(
            "Start",
            [
                new(
                    $"Whole processes of a shell, from start to end, and in a third one the first `Get-ChurnRate` on {Rows:#,0} rows after the import. The composed module has {shell.PackageBytes / MeasuredTables.MegaByte:0.0} MB.",
                    [
                        new("Import-Module over a bare shell: milliseconds", import.With(bare, (one, two) => (one - two) * MillisecondsPerSecond), new(MostToImport), "0"),
                        new($"first Get-ChurnRate on {Rows:#,0} rows: milliseconds", answer.Of(seconds => seconds * MillisecondsPerSecond), new(MostToAnswer), "0"),
                    ],
                    [.. sides.Select(side => new Figure($"{side.Name}: milliseconds", side.Of(seconds => seconds * MillisecondsPerSecond), "0"))],
                    ""),
            ],
            []);
    }
}
