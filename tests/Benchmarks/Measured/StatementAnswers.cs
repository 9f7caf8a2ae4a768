using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Histories;

namespace CustomerMetrics.Benchmarks;

/// <summary>The facts of a statement from one load.</summary>
/// <param name="Steps">The load, then each fact.</param>
/// <param name="CpuSeconds">Of all threads, from the start of the process.</param>
/// <param name="PeakBytes">The most memory that the process ever held.</param>
/// <param name="Facts">The figures of each fact as lines of text, in one order, so that sides compare as they are.</param>
internal sealed record StatementAnswers(IReadOnlyList<Step> Steps, double CpuSeconds, long PeakBytes, IReadOnlyDictionary<string, IReadOnlyList<string>> Facts)
{
    private const string Channel = "channel";
    private const int Bins = 5;

    public double Seconds => Steps.Sum(step => step.Seconds);

    public static StatementAnswers Ask(string path)
    {
        var engine = new EngineFacade();
        var none = CancellationToken.None;
        var (steps, facts) = (new List<Step>(), new Dictionary<string, IReadOnlyList<string>>());
        var import = Measurement.Orders with { Columns = new() { Groups = [Channel] } };
        var table = Time(steps, "load", () => engine.ReadCsv([path], import, progress: null, none));
        facts["ledger"] = Lines(Time(steps, "ledger", () => engine.GetLedger(table, new LedgerQuery(), none)).Entries);
        var cohorts = Time(steps, "cohorts", () => engine.GetCohorts(table, new CohortQuery(), none).Cells.ToList());
        facts["cohorts"] = [.. cohorts.Where(cell => !cell.IsAverage && cell.Active > 0).OrderBy(cell => cell.Start).ThenBy(cell => cell.Offset).Select(cell => Line(cell.Cohort, cell.Offset, cell.Active, cell.Revenue))];
        facts["segments"] = Time(steps, "segments", () => Scores(engine.GetSegments(table, new SegmentQuery(), none).Customers));
        var histories = Time(steps, "histories", () => CustomerFacts.Histories(table, PeriodCalendar.Day(OrderFile.End), PeriodCalendar.Day(OrderFile.End), none));
        facts["histories"] = [Sums(histories.Purchases), .. Spends(histories.Spends)];
        facts["groups"] = Lines(Time(steps, "groups", () => engine.GetLedger(table, new LedgerQuery { GroupBy = [Channel] }, none)).Entries);
        var (cpu, peak) = Measurement.Usage();
        GC.KeepAlive(table);
        return new(steps, cpu, peak, facts);
    }

    /// <summary>Fails unless both sides tell the same of each fact.</summary>
    public static void RequireEqual(StatementAnswers expected, StatementAnswers actual, string name)
    {
        foreach (var (fact, lines) in expected.Facts)
        {
            var others = actual.Facts[fact];
            for (var i = 0; i < Math.Max(lines.Count, others.Count); i++)
            {
                var (here, there) = (lines.ElementAtOrDefault(i), others.ElementAtOrDefault(i));
                if (here != there)
                {
                    throw new BenchmarkException($"The {fact} differ in line {i + 1}.\nhere: {here}\n{name}: {there}");
                }
            }
        }
    }

    // Customers without an opening or a close in a period have no line of their own.
    private static IReadOnlyList<string> Lines(IReadOnlyList<CustomerLedgerEntry> entries) =>
    [
        .. entries.Where(entry => entry.Opening + entry.Closing > 0).OrderBy(entry => entry.Start).ThenBy(entry => entry.Group, StringComparer.Ordinal).Select(entry => Line(
            entry.Period,
            entry.Group ?? "",
            entry.Opening,
            entry.New,
            entry.Returned,
            entry.MovedIn,
            entry.Lost,
            entry.MovedOut,
            entry.Closing,
            entry.OpeningValue,
            entry.NewValue,
            entry.ReturnedValue,
            entry.MovedInValue,
            entry.Expansion,
            entry.Contraction,
            entry.LostValue,
            entry.MovedOutValue,
            entry.ClosingValue)),
    ];

    private static IReadOnlyList<string> Scores(IEnumerable<CustomerSegment> customers)
    {
        // By place, since what is measured is the module and not this sum.
        var sums = new (long Customers, long Days, long Purchases, decimal Money)[Bins * Bins * Bins];
        foreach (var customer in customers)
        {
            ref var sum = ref sums[(((((customer.R!.Value - 1) * Bins) + customer.F!.Value) - 1) * Bins) + customer.M!.Value - 1];
            sum = (sum.Customers + 1, sum.Days + customer.RecencyDays!.Value, sum.Purchases + customer.Frequency, sum.Money + customer.Monetary);
        }

        return
        [
            .. from place in Enumerable.Range(0, sums.Length)
               let sum = sums[place]
               where sum.Customers > 0
               select Line((place / Bins / Bins) + 1, (place / Bins % Bins) + 1, (place % Bins) + 1, sum.Customers, sum.Days, sum.Purchases, sum.Money),
        ];
    }

    // Hundreds of thousands of histories are compared by their number and by sums of products.
    private static string Sums(IReadOnlyList<PurchaseHistory> histories)
    {
        string Sum(Func<Int128, Int128, Int128, Int128, Int128> product) => histories
            .Aggregate((Int128)0, (sum, history) => sum + product(history.Customers, history.Repeats, history.Last, history.Age))
            .ToString(CultureInfo.InvariantCulture);
        return Line(
            histories.Count,
            Sum((n, _, _, _) => n),
            Sum((n, _, _, _) => n * n),
            Sum((n, x, _, _) => n * x),
            Sum((n, _, last, _) => n * last),
            Sum((n, _, _, age) => n * age),
            Sum((n, x, last, _) => n * x * last),
            Sum((n, x, _, age) => n * x * age),
            Sum((n, _, last, age) => n * last * age),
            Sum((n, x, last, age) => n * n * x * last * age));
    }

    private static IEnumerable<string> Spends(IReadOnlyList<SpendHistory> spends) => spends
        .GroupBy(spend => spend.Repeats)
        .OrderBy(group => group.Key)
        .Select(group => Line(group.Key, group.Sum(spend => spend.Customers), group.Sum(spend => Money.ToDecimal(spend.Money) * spend.Customers)));

    private static string Line(params object[] values) => string.Join('|', values.Select(value => value is decimal money ? money.ToString("0.0000", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)));

    private static T Time<T>(List<Step> steps, string name, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        steps.Add(new(name, clock.Elapsed.TotalSeconds));
        return result;
    }
}

/// <summary>The seconds of one piece of work.</summary>
internal sealed record Step(string Work, double Seconds);
