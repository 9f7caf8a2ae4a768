using System;
using System.Globalization;
using System.IO;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>
/// A folder in memory where the machine has one: every reject file is flushed to its disk, and a disk would be all that thousands of cases measure.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    private int folders;

    public string Path { get; } = Directory.Exists(Memory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, "customermetrics-" + Guid.NewGuid().ToString("N"))).FullName
        : Directory.CreateTempSubdirectory("customermetrics-").FullName;

    /// <summary>A folder of its own for each thread.</summary>
    public string NewFolder() =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, System.Threading.Interlocked.Increment(ref folders).ToString(CultureInfo.InvariantCulture))).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
