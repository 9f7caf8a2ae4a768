using System;
using System.IO;

namespace CustomerMetrics.Benchmarks;

/// <summary>The peer: DuckDB, driven by Node.js from the folder duckdb.</summary>
internal sealed class Peer
{
    private readonly string scripts;

    private Peer(string scripts)
    {
        this.scripts = scripts;
    }

    /// <summary>Null when there is none on this machine; installs it from the lock file at first use.</summary>
    public static Peer? Find(string root)
    {
        if (!Child.Exists("node"))
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

    /// <summary>The file to its ledger.</summary>
    public Measured Measure(string path) => Run("ledger.mjs", path);

    /// <summary>The movements of subscriptions that are in memory already.</summary>
    public Measured MeasureTerms(string path) => Run("terms.mjs", path);

    private Measured Run(string script, string path) => Child.Measure("node", [Path.Combine(scripts, script), path]);
}
