using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Browser;

/// <summary>Where Chromium lies: CUSTOMERMETRICS_CHROMIUM, else one of its names on PATH.</summary>
internal static class ChromiumBinary
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    /// <summary>Null on a machine that has none.</summary>
    public static string? Path { get; } = Candidates().FirstOrDefault(File.Exists);

    private static IEnumerable<string> Candidates()
    {
        // It is started by a shell.
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        if (Environment.GetEnvironmentVariable("CUSTOMERMETRICS_CHROMIUM") is { Length: > 0 } named)
        {
            return [named];
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name)));
    }
}
