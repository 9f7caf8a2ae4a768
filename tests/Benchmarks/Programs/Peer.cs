using System;
using System.IO;
using System.Text.Json;

namespace CustomerMetrics.Benchmarks;

/// <summary>The peer: DuckDB, driven by Node.js from the folder duckdb.</summary>
internal sealed class Peer
{
    private readonly string scripts;

    private Peer(string scripts)
    {
        this.scripts = scripts;
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(scripts, "package.json")));
        Version = "DuckDB " + package.RootElement.GetProperty("dependencies").GetProperty("@duckdb/node-api").GetString() + " with 2 threads";
    }

    /// <summary>Null when there is none on this machine; installs it from the lock file at first use.</summary>
    public static Peer? Find(string root)
    {
        if (!Child.Succeeds("node", ["--version"]))
        {
            Console.Error.WriteLine("Node.js is not installed: this run has no peer.");
            return null;
        }

        var folder = Path.Combine(root, "tests", "Benchmarks", "duckdb");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Child.Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
        }

        return new Peer(folder);
    }

    /// <summary>DuckDB and its version.</summary>
    public string Version { get; }

    /// <summary>Runs a script of the folder on a file.</summary>
    public T Run<T>(string script, string path) => Child.RunJson<T>("node", [Path.Combine(scripts, script), path]);
}
