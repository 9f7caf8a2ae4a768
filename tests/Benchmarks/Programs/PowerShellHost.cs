using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>PowerShell with the composed module, for what the module costs at the prompt.</summary>
internal sealed class PowerShellHost
{
    private static readonly string[] Quiet = ["-NoProfile", "-NonInteractive"];

    private readonly string scripts;
    private readonly string manifest;

    private PowerShellHost(string scripts, string manifest, string version)
    {
        (this.scripts, this.manifest, Version) = (scripts, manifest, version);
    }

    public string Version { get; }

    /// <summary>Bytes of all files of the composed module.</summary>
    public long PackageBytes => new FileInfo(manifest).Directory!.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Null when PowerShell or the composed module is missing.</summary>
    public static PowerShellHost? Find(string root)
    {
        var composed = Path.Combine(root, "output", "CustomerMetrics", "CustomerMetrics.psd1");
        if (!Child.Succeeds("pwsh", ["--version"]))
        {
            Console.Error.WriteLine("PowerShell is not installed: what is measured at its prompt is left out.");
            return null;
        }

        if (!File.Exists(composed))
        {
            Console.Error.WriteLine("The module is not composed (dotnet build src/CustomerMetrics -c Release): what is measured at the prompt is left out.");
            return null;
        }

        return new(Path.Combine(root, "tests", "Benchmarks", "powershell"), composed, Child.Run("pwsh", [.. Quiet, "-Command", "\"PowerShell $($PSVersionTable.PSVersion)\""]).Trim());
    }

    /// <param name="script">A script of the folder powershell.</param>
    /// <param name="path">The CSV.</param>
    /// <param name="use">What it does with it.</param>
    public Measured Measure(string script, string path, string use) =>
        Child.RunJson<Measured>("pwsh", [.. Quiet, "-File", Path.Combine(scripts, script), "-Path", path, "-Module", manifest, "-Use", use]);

    /// <summary>Seconds of a shell from its start to its end; in it the command can name the module $module.</summary>
    public double TimeShell(string command)
    {
        var clock = Stopwatch.StartNew();
        Child.Run("pwsh", [.. Quiet, "-Command", $"$module = '{Escape(manifest)}'; {command}"]);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>What a shell prints.</summary>
    public string RunShell(string command) => Child.Run("pwsh", [.. Quiet, "-Command", $"$module = '{Escape(manifest)}'; {command}"]);

    public static string Escape(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
