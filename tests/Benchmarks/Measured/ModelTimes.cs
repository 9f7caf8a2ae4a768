using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Benchmarks;

/// <summary>The seconds of each piece of work on one sample, all in one process: what is measured later is warm.</summary>
/// <param name="Rows">Rows of the sample.</param>
/// <param name="Customers">Its customers.</param>
/// <param name="Steps">The work, in its order.</param>
/// <param name="BgNbd">The parameters of this fit.</param>
internal sealed record ModelTimes(long Rows, int Customers, IReadOnlyList<Step> Steps, IReadOnlyDictionary<string, double> BgNbd)
{
    public const string Import = "import of the CSV";

    private const double DaysPerWeek = 7;

    private static readonly DateTime Start = new(2023, 1, 1);
    private static readonly DateTime End = new(2025, 1, 1);

    /// <summary>Draws the sample, unless it is there from an earlier run.</summary>
    public static string ProvideSample(string folder, int customers)
    {
        var path = Path.Combine(folder, FormattableString.Invariant($"customers-{customers}.csv"));
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            new EngineFacade().ExportSample(new SampleProcess { Customers = customers, Start = Start, End = End }, path, default, CancellationToken.None);
        }

        return path;
    }

    public static string FitOf(ModelKind kind) => $"fit of {kind} and of spend";

    /// <summary>The histories of a sample as a CSV, in weeks, for other programs.</summary>
    public static string HistoriesOf(string sample)
    {
        var path = Path.ChangeExtension(sample, ".histories.csv");
        if (!File.Exists(path))
        {
            var day = PeriodCalendar.Day(End);
            var histories = CustomerFacts.Histories(Read(new EngineFacade(), sample), day, day, CancellationToken.None).Purchases;
            File.WriteAllLines(path, ["repeats,last,age,customers", .. histories.Select(history => FormattableString.Invariant($"{history.Repeats},{history.Last / DaysPerWeek:R},{history.Age / DaysPerWeek:R},{history.Customers}"))]);
        }

        return path;
    }

    public static ModelTimes Measure(string path)
    {
        var engine = new EngineFacade();
        var times = new List<Step>();
        var table = Time(times, Import, () => Read(engine, path));
        var models = Enum.GetValues<ModelKind>().ToDictionary(
            kind => kind,
            kind => Time(times, FitOf(kind), () => engine.FitModel(table, new ModelQuery { Model = kind }, CancellationToken.None)));
        foreach (var kind in new[] { ModelKind.ParetoNbd, ModelKind.MbgNbd })
        {
            foreach (var (name, horizon, rate) in new[] { ("12 months", new Horizon(12, PeriodUnit.Month), 0.0), ("12 months, discounted", new Horizon(12, PeriodUnit.Month), 0.1), ("infinite horizon", Horizon.Infinite, 0.1) })
            {
                var query = new ValueQuery { Forecast = new ValueForecast { Model = models[kind], Horizon = horizon, DiscountRate = rate, HasInterval = false } };
                Time(times, $"value of each customer by {kind}, {name}", () => engine.GetValue(table, query, CancellationToken.None).Count());
            }

            var equity = new EquityQuery { Forecast = new ValueForecast { Model = models[kind], Horizon = Horizon.Infinite, DiscountRate = 0.1 } };
            Time(times, $"customer equity by {kind}, with interval", () => engine.GetEquity(table, equity, CancellationToken.None));
        }

        return new ModelTimes(table.Rows, table.Customers, times, models[ModelKind.BgNbd].Parameters);
    }

    private static CustomerTable Read(EngineFacade engine, string path) =>
        engine.ReadCsv([path], new ImportOptions { TimeZone = TimeZoneInfo.Utc, Tomorrow = End, AsOf = End }, progress: null, CancellationToken.None);

    private static T Time<T>(List<Step> times, string name, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        times.Add(new(name, clock.Elapsed.TotalSeconds));
        return result;
    }
}
