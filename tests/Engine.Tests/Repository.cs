using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsvHelper;

namespace CustomerMetrics.Engine.Tests;

/// <summary>Where the tests find the project's own data.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Rules => Path.Combine(Root, "tests", "data", "rules");

    /// <summary>The folder of published figures beside the project; null on a machine that has none.</summary>
    public static string? Shared => Path.Combine(Root, "..", "shared") is var shared && File.Exists(Path.Combine(shared, "gold.json")) ? shared : null;

    /// <summary>The rows of a CSV, by column.</summary>
    public static IReadOnlyList<Dictionary<string, string>> ReadCsv(string path)
    {
        using var reader = CsvReader.FromFile(path);
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(reader.Headers.Select((column, i) => (column, i)).ToDictionary(pair => pair.column, pair => reader.GetString(pair.i), StringComparer.Ordinal));
        }

        return rows;
    }

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
