using System;
using System.IO;

namespace CustomerMetrics.Benchmarks;

/// <summary>What a run has to work with.</summary>
/// <param name="Arguments">What the user asked for.</param>
/// <param name="Root">The repository.</param>
/// <param name="Peer">DuckDB; null where there is none.</param>
/// <param name="Shell">PowerShell with the composed module; null where there is none.</param>
internal sealed record Tools(Arguments Arguments, string Root, Peer? Peer, PowerShellHost? Shell)
{
    /// <summary>Where the scripts and statements of the benchmarks are.</summary>
    public string Scripts => Path.Combine(Root, "tests", "Benchmarks");

    public static Tools Find(Arguments arguments)
    {
        var root = FindRoot();
        return new(arguments, root, Peer.Find(root), PowerShellHost.Find(root));
    }

    public static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerMetrics.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new BenchmarkException("The benchmarks run inside the repository.");
    }
}
