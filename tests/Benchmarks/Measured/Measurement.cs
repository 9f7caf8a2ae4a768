using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using CsvHelper;
using CustomerMetrics.Engine;

namespace CustomerMetrics.Benchmarks;

/// <summary>The hidden verbs: one measurement in a process that does nothing else, so that its peak is its own.</summary>
internal static class Measurement
{
    /// <summary>After so many small files the runtime has compiled the hot loops for good; after three it has not.</summary>
    public const int WarmRuns = 20;

    public const string Bare = "measure-bare";
    public const string Module = "measure-module";
    public const string Load = "measure-load";
    public const string Scan = "measure-scan";
    public const string Warm = "measure-warm";
    public const string Statement = "measure-statement";
    public const string Models = "measure-models";
    public const string Terms = "measure-terms";
    public const string SqliteLoad = "measure-sqlite-load";
    public const string SqliteModule = "measure-sqlite-module";
    public const string SqliteByHand = "measure-sqlite-by-hand";

    private static readonly LedgerQuery Months = new() { Period = PeriodUnit.Month };

    public static ImportOptions Orders => new() { TimeZone = TimeZoneInfo.Utc, Tomorrow = OrderFile.End, AsOf = OrderFile.End };

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
            case [Load, .. var paths]:
                TellRows(() => new EngineFacade().ReadCsv(paths, Orders, progress: null, CancellationToken.None).RowsRead);
                return true;
            case [Scan, var path]:
                TellRows(() => CountRecords(path));
                return true;
            case [Warm, var small, var path]:
                RunWarm(small, path);
                return true;
            case [Statement, var path]:
                Console.Out.Write(JsonSerializer.Serialize(StatementAnswers.Ask(path)));
                return true;
            case [Terms, var path]:
                RunTerms(path);
                return true;
            case [Models, var path]:
                Console.Out.Write(JsonSerializer.Serialize(ModelTimes.Measure(path)));
                return true;
            case [SqliteLoad, var path, var database]:
                RunAlone(() => SqliteOrders.Load(path, database));
                return true;
            case [SqliteModule, var database]:
                RunSqliteModule(database);
                return true;
            case [SqliteByHand, var database, var statement]:
                RunAlone(() => SqliteOrders.Ask(database, File.ReadAllText(statement)));
                return true;
            default:
                return false;
        }
    }

    private static void RunModule(string path)
    {
        var clock = Stopwatch.StartNew();
        var engine = new EngineFacade();
        var (table, ledger) = ToLedger(engine, path);
        Tell(new Measured(clock.Elapsed.TotalSeconds, 0, 0, table.Customers, Rows(ledger)), engine, table);
    }

    private static void TellRows(Func<long> read)
    {
        var clock = Stopwatch.StartNew();
        var rows = read();
        var seconds = clock.Elapsed.TotalSeconds;
        var (cpu, peak) = Usage();
        Console.Out.Write(JsonSerializer.Serialize(new Loaded(seconds, cpu, peak, rows)));
    }

    private static long CountRecords(string path)
    {
        using var reader = CsvReader.FromFile(path);
        var records = 0L;
        while (reader.Read())
        {
            records++;
        }

        return records;
    }

    private static void RunWarm(string small, string path)
    {
        var engine = new EngineFacade();
        for (var run = 0; run < WarmRuns; run++)
        {
            ToLedger(engine, small);
        }

        var clock = Stopwatch.StartNew();
        var (table, ledger) = ToLedger(engine, path);
        Tell(new Measured(clock.Elapsed.TotalSeconds, 0, 0, table.Customers, Rows(ledger)), engine, table);
    }

    private static (CustomerTable Table, CustomerLedger Ledger) ToLedger(EngineFacade engine, string path)
    {
        var table = engine.ReadCsv([path], Orders, progress: null, CancellationToken.None);
        return (table, engine.GetLedger(table, Months, CancellationToken.None));
    }

    // The first question of a process pays for what the runtime compiles; a session asks many.
    private static void RunTerms(string path)
    {
        var engine = new EngineFacade();
        var table = engine.ReadCsv([path], new ImportOptions { TimeZone = TimeZoneInfo.Utc, Tomorrow = TermFile.End, AsOf = TermFile.End, Contract = new() }, progress: null, CancellationToken.None);
        engine.GetLedger(table, Months, CancellationToken.None);
        var clock = Stopwatch.StartNew();
        var ledger = engine.GetLedger(table, Months, CancellationToken.None);
        Tell(new Measured(clock.Elapsed.TotalSeconds, 0, 0, table.Customers, Rows(ledger)), engine, table);
    }

    private static void RunSqliteModule(string database)
    {
        var clock = Stopwatch.StartNew();
        var engine = new EngineFacade();
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = SqliteOrders.ConnectionString(database), Table = SqliteOrders.Table, CommandTimeout = 0 };
        var ledger = engine.GetLedger(engine.Connect(options, Orders, CancellationToken.None), Months, CancellationToken.None);
        Tell(new Measured(clock.Elapsed.TotalSeconds, 0, 0, 0, Rows(ledger)), engine);
    }

    private static void RunAlone(Func<IReadOnlyList<LedgerRow>> work)
    {
        var clock = Stopwatch.StartNew();
        var ledger = work();
        Tell(new Measured(clock.Elapsed.TotalSeconds, 0, 0, 0, ledger));
    }

    private static IReadOnlyList<LedgerRow> Rows(CustomerLedger ledger) => [.. ledger.Entries.Select(LedgerRow.From)];

    /// <param name="measured">What the work told.</param>
    /// <param name="kept">What is to be in memory still.</param>
    private static void Tell(Measured measured, params object[] kept)
    {
        var (cpu, peak) = Usage();
        GC.KeepAlive(kept);
        Console.Out.Write(JsonSerializer.Serialize(measured with { CpuSeconds = cpu, PeakBytes = peak }));
    }

    /// <summary>CPU seconds of this process so far, and its peak: on Linux that is VmHWM of /proc/self/status, as the peer reads it.</summary>
    public static (double CpuSeconds, long PeakBytes) Usage()
    {
        using var process = Process.GetCurrentProcess();
        return (process.TotalProcessorTime.TotalSeconds, process.PeakWorkingSet64);
    }
}
