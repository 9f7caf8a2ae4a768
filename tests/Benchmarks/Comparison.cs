using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>Measures every side in turn, so that whatever else the machine does meets all of them, and prints Markdown tables.</summary>
internal static class Comparison
{
    private const int PipelineRows = 1_000_000;
    private const int BytesPerRow = 60;
    private const int BytesPerCustomer = 150;
    private const double PeerShare = 1.0 / 3;
    private const double PipelineShare = 1.3;
    private const double MegaByte = 1e6;

    public static void Run(Arguments arguments)
    {
        var root = FindRoot();
        ComparePeer(arguments, Peer.Find(root));
        if (PowerShellHost.Find(root) is { } shell)
        {
            ComparePipeline(arguments, shell);
        }
    }

    private static void ComparePeer(Arguments arguments, Peer? peer)
    {
        var path = OrderFile.Provide(arguments.DataFolder, arguments.Rows);
        var module = new List<Measured>();
        var other = new List<Measured>();
        var bare = new List<Measured>();
        for (var run = 0; run <= arguments.Runs; run++)
        {
            module.Add(Child.MeasureSelf(Measurement.Module, path));
            LedgerRow.RequireEqual(module[0].Ledger, module[run].Ledger, "a later run");
            if (peer is not null)
            {
                other.Add(peer.Measure(path));
                LedgerRow.RequireEqual(module[run].Ledger, other[run].Ledger, "DuckDB");
            }

            bare.Add(Child.MeasureSelf(Measurement.Bare));
            Tell(run, arguments.Runs, module[run], peer is null ? null : other[run]);
        }

        var customers = module[0].Customers;
        var (time, peak) = (Seconds(module), Peak(module));
        var barePeak = Peak(bare);
        Print($"CSV to monthly ledger: {arguments.Rows:#,0} rows, {customers:#,0} customers, {new FileInfo(path).Length / MegaByte:#,0} MB, {module[0].Ledger.Count} months, {arguments.Runs} counted runs.");
        if (peer is not null)
        {
            Print("The ledgers are equal in every column of every month.");
        }

        PrintHead("Ratio", "Median of runs, in turn (min to max)", "Target");
        if (peer is not null)
        {
            PrintRatio("time, module / DuckDB", Ratios(module, other, one => one.Seconds), PeerShare);
            PrintRatio("peak memory, module / DuckDB", Ratios(module, other, one => one.PeakBytes), null);
        }

        var limit = ((double)BytesPerRow * arguments.Rows) + ((double)BytesPerCustomer * customers);
        PrintRatio($"peak memory over the bare process / ({BytesPerRow} bytes a row + {BytesPerCustomer} a customer)", Spread.Of(Counted(module).Zip(Counted(bare), (all, start) => (all.PeakBytes - start.PeakBytes) / limit)), 1);

        PrintHead("Measured", "Median", "Min", "Max");
        PrintSpread("module, seconds", time, "0.00");
        if (peer is not null)
        {
            PrintSpread("DuckDB, seconds", Seconds(other), "0.00");
        }

        PrintSpread("module, peak MB", peak, "#,0");
        if (peer is not null)
        {
            PrintSpread("DuckDB, peak MB", Peak(other), "#,0");
        }

        PrintSpread("bare process, peak MB", barePeak, "#,0");
        PrintSpread("module over bare, bytes a row", Spread.Of(Counted(module).Zip(Counted(bare), (all, start) => (double)(all.PeakBytes - start.PeakBytes) / arguments.Rows)), "0.0");
    }

    private static void ComparePipeline(Arguments arguments, PowerShellHost shell)
    {
        var path = OrderFile.Provide(arguments.DataFolder, PipelineRows);
        var expected = Child.MeasureSelf(Measurement.Module, path);
        var alone = new List<Measured>();
        var ledger = new List<Measured>();
        for (var run = 0; run <= arguments.Runs; run++)
        {
            alone.Add(shell.Measure(path, ledger: false));
            ledger.Add(shell.Measure(path, ledger: true));
            LedgerRow.RequireEqual(expected.Ledger, ledger[run].Ledger, "the pipeline");
            Tell(run, arguments.Runs, ledger[run], alone[run]);
        }

        Print($"Rows from Import-Csv: {PipelineRows:#,0} rows, {arguments.Runs} counted runs. The ledgers are equal to those from the file.");
        PrintHead("Ratio", "Median of runs, in turn (min to max)", "Target");
        PrintRatio("time, Import-Csv \\| Get-CustomerLedger / Import-Csv alone", Ratios(ledger, alone, one => one.Seconds), PipelineShare);
        PrintHead("Measured", "Median", "Min", "Max");
        PrintSpread("Import-Csv, seconds", Seconds(alone), "0.00");
        PrintSpread("Import-Csv \\| Get-CustomerLedger, seconds", Seconds(ledger), "0.00");
        PrintSpread("Import-Csv, peak MB", Peak(alone), "#,0");
        PrintSpread("Import-Csv \\| Get-CustomerLedger, peak MB", Peak(ledger), "#,0");
    }

    // The first run warms the file cache.
    private static IEnumerable<Measured> Counted(List<Measured> runs) => runs.Skip(1);

    private static Spread Seconds(List<Measured> runs) => Spread.Of(Counted(runs).Select(run => run.Seconds));

    private static Spread Peak(List<Measured> runs) => Spread.Of(Counted(runs).Select(run => run.PeakBytes / MegaByte));

    private static Spread Ratios(List<Measured> runs, List<Measured> others, Func<Measured, double> value) =>
        Spread.Of(Counted(runs).Zip(Counted(others), (run, other) => value(run) / value(other)));

    private static void PrintHead(params string[] columns)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine($"| {string.Join(" | ", columns)} |");
        Console.Out.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", columns.Length - 1))}");
    }

    private static void PrintRatio(string what, Spread ratio, double? target)
    {
        var reached = target is { } most ? $"at most {most:0.00}: {(ratio.Median <= most ? "reached" : "missed")}" : "none";
        Console.Out.WriteLine($"| {what} | **{ratio.Median:0.00}** ({ratio.Min:0.00} to {ratio.Max:0.00}) | {reached} |");
    }

    private static void PrintSpread(string what, Spread spread, string format) =>
        Console.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, $"| {{0}} | {{1:{format}}} | {{2:{format}}} | {{3:{format}}} |", what, spread.Median, spread.Min, spread.Max));

    private static void Print(string line)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(line);
    }

    private static void Tell(int run, int runs, Measured one, Measured? other) =>
        Console.Error.WriteLine($"{(run == 0 ? "warm-up" : $"run {run} of {runs}")}: {one.Seconds:0.00} s{(other is null ? "" : $" against {other.Seconds:0.00} s")}");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CustomerMetrics.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new BenchmarkException("The benchmarks run inside the repository.");
    }
}
