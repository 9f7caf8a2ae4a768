using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Threading;
using CustomerMetrics.Engine;

namespace CustomerMetrics.Benchmarks;

/// <summary>What a measured process tells on its standard output.</summary>
/// <param name="Seconds">From the first call to the ledger, without the start of the process.</param>
/// <param name="CpuSeconds">Of all threads, from the start of the process.</param>
/// <param name="PeakBytes">The most memory that the process ever held.</param>
/// <param name="Customers">Only the module counts them.</param>
/// <param name="Ledger">Empty where none was asked for.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, long PeakBytes, int Customers, IReadOnlyList<LedgerRow> Ledger);

/// <summary>The hidden verbs: one measurement in a process that does nothing else, so that its peak is its own.</summary>
internal static class Measurement
{
    public const string Bare = "measure-bare";
    public const string Module = "measure-module";
    public const string Models = "measure-models";
    public const string Terms = "measure-terms";

    public static bool TryRun(string[] args)
    {
        switch (args)
        {
            case [Bare]:
                Tell(new Measured(0, 0, 0, 0, []), new EngineFacade());
                return true;
            case [Module, var path]:
                RunModule(path);
                return true;
            case [Terms, var path]:
                RunTerms(path);
                return true;
            case [Models, var path]:
                Console.Out.Write(JsonSerializer.Serialize(ModelTimes.Measure(path)));
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
        Tell(new Measured(seconds, 0, 0, table.Customers, [.. ledger.Entries.Select(LedgerRow.From)]), engine);
    }

    // The first question of a process pays for what the runtime compiles; a session asks many.
    private static void RunTerms(string path)
    {
        var engine = new EngineFacade();
        var table = engine.ReadCsv([path], new ImportOptions { TimeZone = TimeZoneInfo.Utc, Tomorrow = TermFile.End, AsOf = TermFile.End, Contract = new() }, progress: null, CancellationToken.None);
        var query = new LedgerQuery { Period = PeriodUnit.Month };
        engine.GetLedger(table, query, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        var ledger = engine.GetLedger(table, query, CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;
        Tell(new Measured(seconds, 0, 0, table.Customers, [.. ledger.Entries.Select(LedgerRow.From)]), engine);
    }

    private static void Tell(Measured measured, IEngine engine)
    {
        // On Linux the peak is VmHWM of /proc/self/status, as the peer reads it.
        using var process = Process.GetCurrentProcess();
        var told = measured with { CpuSeconds = process.TotalProcessorTime.TotalSeconds, PeakBytes = process.PeakWorkingSet64 };
        GC.KeepAlive(engine);
        Console.Out.Write(JsonSerializer.Serialize(told));
    }
}
