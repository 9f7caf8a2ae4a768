using System;
using System.IO;
using System.Linq;
using System.Threading;
using BenchmarkDotNet.Attributes;
using CustomerMetrics.Engine;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Benchmarks;

/// <summary>Passes over the table, the time of a row.</summary>
[MemoryDiagnoser]
public class ScanBenchmarks
{
    private const int Rows = 1_000_000;
    private const int WindowDays = 90;

    private static readonly int End = PeriodCalendar.Day(OrderFile.End);

    private readonly EngineFacade engine = new();
    private CustomerTable? table;

    private CustomerTable Table => table ?? throw new InvalidOperationException();

    /// <summary>Loads the rows.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = OrderFile.Provide(folder.FullName, new(Rows));
        table = engine.ReadCsv([path], Measurement.Orders with { Columns = new() { Groups = ["channel"] } }, progress: null, CancellationToken.None);
        folder.Delete(recursive: true);
    }

    /// <summary>Every day of every customer, and nothing made of it.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public long Days()
    {
        var rows = ((ColumnTable)Table).Data;
        var activities = 0L;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            var days = new CustomerDays(rows, customer, End);
            while (days.MoveNext())
            {
                activities += days.IsActivity ? 1 : 0;
            }
        }

        return activities;
    }

    /// <summary>The monthly ledger.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Ledger() => Ask(new());

    /// <summary>The same by a window of 90 days.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int WindowLedger() => Ask(new() { ActivityRule = ActivityRule.Window, WindowDays = WindowDays });

    /// <summary>The monthly ledger by channel.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int GroupLedger() => Ask(new() { GroupBy = ["channel"] });

    /// <summary>Monthly cohorts.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Cohorts() => engine.GetCohorts(Table, new(), CancellationToken.None).Cells.Count();

    /// <summary>Scores and segments of all customers.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Segments() => engine.GetSegments(Table, new(), CancellationToken.None).Customers.Count();

    /// <summary>The histories that models are fitted to.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int Histories() => CustomerFacts.Histories(Table, End, End, CancellationToken.None).Purchases.Count;

    private int Ask(LedgerQuery query) => engine.GetLedger(Table, query, CancellationToken.None).Entries.Count;
}
