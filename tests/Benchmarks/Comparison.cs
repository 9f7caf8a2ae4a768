using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>Measures the sides in turn, so that whatever else the machine does meets all of them, and prints Markdown tables.</summary>
internal static class Comparison
{
    private const double MostOfPeer = 1.0 / 3;
    private const double MostOfImportCsv = 1.3;
    private const int BytesPerRow = 60;
    private const int BytesPerCustomer = 150;
    private const int PipelineRows = 1_000_000;
    private const int ModelCustomers = 1_000_000;
    private const int Terms = 1_000_000;
    private const double MegaByte = 1e6;

    public static void Run(Arguments arguments)
    {
        var root = FindRoot();
        var peer = Peer.Find(root);
        ComparePeer(arguments, peer);
        CompareTerms(arguments, peer);
        CompareModels(arguments);
        if (PowerShellHost.Find(root) is { } shell)
        {
            ComparePipeline(arguments, shell);
        }
    }

    private static void ComparePeer(Arguments arguments, Peer? peer)
    {
        var path = OrderFile.Provide(arguments.DataFolder, arguments.Rows);
        var module = new Series("module");
        var other = new Series("DuckDB");
        var bare = new Series("bare process");
        for (var run = 0; run <= arguments.Runs; run++)
        {
            module.Add(Child.MeasureSelf(Measurement.Module, path));
            Tell(run, module);
            if (peer is not null)
            {
                other.Add(peer.Measure(path));
                LedgerRow.RequireEqual(module.Last.Ledger, other.Last.Ledger, other.Name);
                Tell(run, other);
            }

            bare.Add(Child.MeasureSelf(Measurement.Bare));
        }

        var customers = module.First.Customers;
        Console.Out.WriteLine($"\nCSV to monthly ledger: {arguments.Rows:#,0} rows, {customers:#,0} customers, {new FileInfo(path).Length / MegaByte:#,0} MB, {module.First.Ledger.Count} months; {arguments.Runs} runs after a warm-up.");
        Table.BeginRatios();
        if (peer is not null)
        {
            Table.Ratio("time, module / DuckDB", module.With(other, (one, two) => one.Seconds / two.Seconds), MostOfPeer);
            Table.Ratio("CPU time, module / DuckDB", module.With(other, (one, two) => one.CpuSeconds / two.CpuSeconds));
            Table.Ratio("peak memory, module / DuckDB", module.With(other, (one, two) => (double)one.PeakBytes / two.PeakBytes));
        }

        var limit = ((double)BytesPerRow * arguments.Rows) + ((double)BytesPerCustomer * customers);
        Table.Ratio($"peak memory over the bare process / ({BytesPerRow} bytes a row + {BytesPerCustomer} a customer)", module.With(bare, (one, two) => (one.PeakBytes - two.PeakBytes) / limit), 1);

        Table.BeginFigures();
        ListFigures(peer is null ? [module] : [module, other]);
        Table.Figure("bare process: peak MB", bare.Of(run => run.PeakBytes / MegaByte), "#,0");
        if (peer is not null)
        {
            Console.Out.WriteLine("\nThe ledgers of both are equal in every column of every month.");
        }
    }

    private static void CompareTerms(Arguments arguments, Peer? peer)
    {
        var path = TermFile.Provide(arguments.DataFolder, Terms);
        var module = new Series("module");
        var other = new Series("DuckDB");
        for (var run = 0; run <= arguments.Runs; run++)
        {
            module.Add(Child.MeasureSelf(Measurement.Terms, path));
            Tell(run, module);
            if (peer is not null)
            {
                other.Add(peer.MeasureTerms(path));
                LedgerRow.RequireEqual(module.Last.Ledger, other.Last.Ledger, other.Name);
                Tell(run, other);
            }
        }

        Console.Out.WriteLine($"\nSubscriptions in memory to monthly movements: {Terms:#,0} terms, {module.First.Customers:#,0} customers, {module.First.Ledger.Count} months; {arguments.Runs} runs after a warm-up.");
        if (peer is not null)
        {
            Table.BeginRatios();
            Table.Ratio("time, module / DuckDB", module.With(other, (one, two) => one.Seconds / two.Seconds));
        }

        Table.BeginFigures();
        ListFigures(peer is null ? [module] : [module, other]);
    }

    // No peer for these runs here, so they are held against the import of the same file.
    private static void CompareModels(Arguments arguments)
    {
        var path = ModelTimes.ProvideSample(arguments.DataFolder, ModelCustomers);
        var runs = new List<ModelTimes>();
        for (var run = 0; run <= arguments.Runs; run++)
        {
            runs.Add(Child.RunSelf<ModelTimes>(Measurement.Models, path));
            Console.Error.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}, models: {runs[^1].Seconds.Sum(time => time.Seconds):0.00} s");
        }

        runs.RemoveAt(0);
        Console.Out.WriteLine($"\nModels and values: {runs[0].Customers:#,0} customers, {runs[0].Rows:#,0} rows; {arguments.Runs} runs after a warm-up.");
        Table.BeginRatios();
        for (var i = 1; i < runs[0].Seconds.Count; i++)
        {
            var work = i;
            Table.Ratio($"time, {runs[0].Seconds[work].Work} / {ModelTimes.Import}", Spread.Of(runs.Select(run => run.Seconds[work].Seconds / run.Seconds[0].Seconds)));
        }

        Table.BeginFigures();
        for (var i = 0; i < runs[0].Seconds.Count; i++)
        {
            var work = i;
            Table.Figure($"{runs[0].Seconds[work].Work}: seconds", Spread.Of(runs.Select(run => run.Seconds[work].Seconds)), "0.00");
        }
    }

    private static void ComparePipeline(Arguments arguments, PowerShellHost shell)
    {
        var path = OrderFile.Provide(arguments.DataFolder, PipelineRows);
        var expected = Child.MeasureSelf(Measurement.Module, path);
        var collected = new Series("$rows = Import-Csv");
        var discarded = new Series("Import-Csv | Out-Null");
        var ledger = new Series("Import-Csv | Get-CustomerLedger");
        for (var run = 0; run <= arguments.Runs; run++)
        {
            collected.Add(shell.Measure(path, "Collect"));
            Tell(run, collected);
            discarded.Add(shell.Measure(path, "Discard"));
            Tell(run, discarded);
            ledger.Add(shell.Measure(path, "Ledger"));
            LedgerRow.RequireEqual(expected.Ledger, ledger.Last.Ledger, ledger.Name);
            Tell(run, ledger);
        }

        Console.Out.WriteLine($"\nRows from Import-Csv: {PipelineRows:#,0} rows; {arguments.Runs} runs after a warm-up.");
        Table.BeginRatios();
        Table.Ratio($"time, {ledger.Name} / {collected.Name}", ledger.With(collected, (one, two) => one.Seconds / two.Seconds), MostOfImportCsv);
        Table.Ratio($"time, {ledger.Name} / {discarded.Name}", ledger.With(discarded, (one, two) => one.Seconds / two.Seconds), MostOfImportCsv);
        Table.BeginFigures();
        ListFigures([ledger, discarded, collected]);
        Console.Out.WriteLine("\nThe ledger is equal to that from the file.");
    }

    private static void ListFigures(IReadOnlyList<Series> sides)
    {
        foreach (var side in sides)
        {
            Table.Figure($"{side.Name}: seconds", side.Of(run => run.Seconds), "0.00");
        }

        foreach (var side in sides)
        {
            Table.Figure($"{side.Name}: CPU seconds", side.Of(run => run.CpuSeconds), "0.00");
        }

        foreach (var side in sides)
        {
            Table.Figure($"{side.Name}: peak MB", side.Of(run => run.PeakBytes / MegaByte), "#,0");
        }
    }

    private static void Tell(int run, Series side) =>
        Console.Error.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}, {side.Name}: {side.Last.Seconds:0.00} s");

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
