using System.IO;
using System.IO.Compression;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>CSV to table, packed and in several files too, against what CsvHelper takes to find the records of the same file on one core.</summary>
internal static class LoadPart
{
    private const double MostOfScan = 3;
    private const int Files = 4;

    public static PartResult Measure(Tools tools)
    {
        var kind = new OrderKind(tools.Arguments.Rows);
        var path = OrderFile.Provide(tools.Arguments.DataFolder, kind);
        var bytes = new FileInfo(path).Length / MeasuredTables.MegaByte;
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var packed = Pack(path, folder);
            var pieces = Cut(path, kind.Rows, folder);
            var module = Side("module", path);
            var scan = new Side<Loaded>("CsvHelper, records alone", () => Child.RunSelf<Loaded>(Measurement.Scan, path));
            var fromPacked = Side("module, gzip", packed);
            var fromPieces = Side($"module, {Files} files", pieces);
            Side<Loaded>[] sides = [module, scan, fromPacked, fromPieces];
            Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => Require(module.Runs[0].Rows == side.Runs[^1].Rows, side.Name));
            return new(
                "Load",
                [
                    new(
                        $"{kind.Rows:#,0} rows, {bytes:#,0} MB; {kind}.",
                        [
                            new("time, module / CsvHelper", module.With(scan, (one, two) => one.Seconds / two.Seconds), kind.Rows < MeasuredTables.TargetRows ? null : new(MostOfScan)),
                            new("CPU time, module / CsvHelper", module.With(scan, (one, two) => one.CpuSeconds / two.CpuSeconds)),
                            new("time, gzip / plain file", fromPacked.With(module, (one, two) => one.Seconds / two.Seconds)),
                            new($"time, {Files} files / one", fromPieces.With(module, (one, two) => one.Seconds / two.Seconds)),
                        ],
                        [
                            .. sides.Select(side => new Figure($"{side.Name}: seconds", side.Of(run => run.Seconds), "0.00")),
                            .. sides.Select(side => new Figure($"{side.Name}: CPU seconds", side.Of(run => run.CpuSeconds), "0.00")),
                            .. sides.Select(side => new Figure($"{side.Name}: MB of the file a second", side.Of(run => bytes / run.Seconds), "#,0")),
                        ],
                        "All read the same number of rows. CsvHelper alone finds records and looks at no field."),
                ],
                []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Side<Loaded> Side(string name, params string[] paths) => new(name, () => Child.RunSelf<Loaded>([Measurement.Load, .. paths]));

    private static void Require(bool holds, string name)
    {
        if (!holds)
        {
            throw new BenchmarkException($"{name} read another number of rows.");
        }
    }

    private static string Pack(string path, DirectoryInfo folder)
    {
        var packed = Path.Combine(folder.FullName, "orders.csv.gz");
        using var from = File.OpenRead(path);
        using var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest);
        from.CopyTo(to);
        return packed;
    }

    private static string[] Cut(string path, int rows, DirectoryInfo folder)
    {
        var paths = Enumerable.Range(0, Files).Select(i => Path.Combine(folder.FullName, $"orders-{i}.csv")).ToArray();
        var writers = paths.Select(File.CreateText).ToArray();
        using var lines = File.ReadLines(path).GetEnumerator();
        lines.MoveNext();
        foreach (var writer in writers)
        {
            writer.NewLine = "\n";
            writer.WriteLine(lines.Current);
        }

        for (var row = 0L; lines.MoveNext(); row++)
        {
            writers[row * Files / rows].WriteLine(lines.Current);
        }

        foreach (var writer in writers)
        {
            writer.Dispose();
        }

        return paths;
    }
}
