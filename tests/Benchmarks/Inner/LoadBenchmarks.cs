using System;
using System.IO;
using System.Linq;
using System.Threading;
using BenchmarkDotNet.Attributes;
using CustomerMetrics.Engine;

namespace CustomerMetrics.Benchmarks;

/// <summary>A CSV into the table, the time of a row; what sorting costs is the difference between a file by date and one by customer and date.</summary>
[MemoryDiagnoser]
public class LoadBenchmarks
{
    private const int Rows = 100_000;

    private readonly EngineFacade engine = new();
    private DirectoryInfo? folder;
    private string path = "";

    /// <summary>How ids are written.</summary>
    [Params("Padded", "Short", "Long", "Numeric")]
    public string Ids { get; set; } = "";

    /// <summary>Whether the rows lie in the order of the table already.</summary>
    [Params(false, true)]
    public bool IsSorted { get; set; }

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void Setup()
    {
        folder = Directory.CreateTempSubdirectory();
        path = OrderFile.Provide(folder.FullName, new(Rows, Ids: Enum.Parse<CustomerIds>(Ids)));
        if (IsSorted)
        {
            var lines = File.ReadAllLines(path);
            File.WriteAllLines(path, [lines[0], .. lines.Skip(1).OrderBy(line => line.Split(',')[1], StringComparer.Ordinal)]);
        }
    }

    /// <summary>Deletes the file.</summary>
    [GlobalCleanup]
    public void Cleanup() => folder?.Delete(recursive: true);

    /// <summary>The whole load.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long Load() => engine.ReadCsv([path], Measurement.Orders, progress: null, CancellationToken.None).Rows;
}
