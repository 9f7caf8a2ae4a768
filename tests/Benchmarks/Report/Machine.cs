using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Benchmarks;

/// <summary>Where and when a part was run.</summary>
internal static class Machine
{
    private const double GigaByte = 1 << 30;

    public static string Describe(int runs, Tools tools)
    {
        string?[] told =
        [
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GigaByte:0} GB",
            OperatingSystem.IsLinux() ? "Linux" : RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            tools.Peer?.Version,
            tools.Shell?.Version,
            LoadAverage(),
            $"{runs} counted runs after a warm-up",
        ];
        return $"*{string.Join(", ", told.Where(text => text is not null))}.*";
    }

    // Of the last minute; the benchmark itself is one to three of them.
    private static string? LoadAverage() =>
        File.Exists("/proc/loadavg") ? $"{File.ReadAllText("/proc/loadavg").Split(' ')[0]} processes at work at the end" : null;
}
