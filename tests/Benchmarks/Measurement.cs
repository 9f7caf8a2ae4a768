using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using CustomerMetrics.Engine;

namespace CustomerMetrics.Benchmarks;

/// <summary>What a measured process tells on its standard output.</summary>
internal sealed record Measured(double Seconds, long PeakBytes, int Customers, IReadOnlyList<LedgerRow> Ledger);

/// <summary>The hidden verbs: one measurement in a process that does nothing else, so that its peak is its own.</summary>
internal static class Measurement
{
    public const string Bare = "measure-bare";
    public const string Module = "measure-module";

    public static bool TryRun(string[] args)
    {
        switch (args)
        {
            case [Bare]:
                Tell(new Measured(0, 0, 0, []), new EngineFacade());
                return true;
            case [Module, var path]:
                RunModule(path);
                return true;
            default:
                return false;
        }
    }

    private static void RunModule(string path)
    {
        var clock = Stopwatch.StartNew();
        var engine = new EngineFacade();
        var table = engine.ReadCsv([path], new ImportOptions { TimeZone = TimeZoneInfo.Utc, Tomorrow = OrderFile.End }, progress: null, CancellationToken.None);
        var ledger = engine.GetLedger(table, new LedgerQuery { Period = PeriodUnit.Month }, CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;
        Tell(new Measured(seconds, 0, table.Customers, [.. ledger.Entries.Select(LedgerRow.From)]), engine);
    }

    private static void Tell(Measured measured, IEngine engine)
    {
        var peak = PeakBytes();
        GC.KeepAlive(engine);
        Console.Out.Write(JsonSerializer.Serialize(measured with { PeakBytes = peak }));
    }

    private static long PeakBytes()
    {
        // On Linux PeakWorkingSet64 is read from the same line, but cached at first use elsewhere.
        if (OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
        {
            return long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - "kB".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
