using System;
using System.IO;

namespace CustomerMetrics.Tests;

/// <summary>Where the tests find the project's own data.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Rules => Path.Combine(Root, "tests", "data", "rules");

    /// <summary>The folder of published figures beside the project; null on a machine that has none.</summary>
    public static string? Shared => Path.Combine(Root, "..", "shared") is var shared && File.Exists(Path.Combine(shared, "gold.json")) ? shared : null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerMetrics.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
