using System;
using System.IO;

namespace CustomerMetrics.Benchmarks;

/// <summary>PowerShell with the composed module, for what the module costs beside Import-Csv.</summary>
internal sealed class PowerShellHost
{
    private readonly string script;
    private readonly string manifest;

    private PowerShellHost(string script, string manifest)
    {
        this.script = script;
        this.manifest = manifest;
    }

    /// <summary>Null when PowerShell or the composed module is missing.</summary>
    public static PowerShellHost? Find(string root)
    {
        var composed = Path.Combine(root, "output", "CustomerMetrics", "CustomerMetrics.psd1");
        if (!Child.Exists("pwsh"))
        {
            Console.Error.WriteLine("PowerShell is not installed: Import-Csv is not compared.");
            return null;
        }

        if (!File.Exists(composed))
        {
            Console.Error.WriteLine("The module is not composed (dotnet build src/CustomerMetrics -c Release): Import-Csv is not compared.");
            return null;
        }

        return new PowerShellHost(Path.Combine(root, "tests", "Benchmarks", "Measure-ImportCsv.ps1"), composed);
    }

    /// <param name="path">The CSV.</param>
    /// <param name="use">What becomes of the rows: Collect, Discard or Ledger.</param>
    public Measured Measure(string path, string use) =>
        Child.Measure("pwsh", ["-NoProfile", "-NonInteractive", "-File", script, "-Path", path, "-Module", manifest, "-Use", use]);
}
