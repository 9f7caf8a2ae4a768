using System;
using System.Globalization;
using System.Linq;
using System.Text;
using BenchmarkDotNet.Attributes;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Benchmarks;

/// <summary>Amounts and dates from text, the time of one.</summary>
[MemoryDiagnoser]
public class FieldBenchmarks
{
    private const int Count = 4_096;
    private const int Seed = 1;

    private readonly AmountParser amounts = new(null, round: false);
    private readonly AmountParser germanAmounts = new(CultureInfo.GetCultureInfo("de-DE"), round: false);
    private readonly DateParser dates = new(TimeZoneInfo.Utc, null, []);
    private readonly DateParser germanDates = new(TimeZoneInfo.Utc, CultureInfo.GetCultureInfo("de-DE"), []);
    private byte[][] plain = [];
    private byte[][] german = [];
    private byte[][] iso = [];
    private byte[][] instants = [];
    private byte[][] germanDays = [];

    /// <summary>Draws the texts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(Seed);
        int[] cents = [.. Enumerable.Range(0, Count).Select(_ => random.Next(1_000_000))];
        DateTime[] days = [.. Enumerable.Range(0, Count).Select(_ => new DateTime(2023, 1, 1).AddSeconds(random.Next(3 * 365 * 86_400)))];
        plain = Array.ConvertAll(cents, value => Encoding.UTF8.GetBytes((value / 100m).ToString("0.00", CultureInfo.InvariantCulture)));
        german = Array.ConvertAll(cents, value => Encoding.UTF8.GetBytes((value / 100m).ToString("#,0.00", CultureInfo.GetCultureInfo("de-DE"))));
        iso = Array.ConvertAll(days, day => Encoding.UTF8.GetBytes(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        instants = Array.ConvertAll(days, day => Encoding.UTF8.GetBytes(day.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        germanDays = Array.ConvertAll(days, day => Encoding.UTF8.GetBytes(day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)));
    }

    /// <summary>Such as 1234.56.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public long PlainAmount() => Parse(amounts, plain);

    /// <summary>Such as 1.234,56.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public long GermanAmount() => Parse(germanAmounts, german);

    /// <summary>Such as 2024-02-01.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public long IsoDate() => Parse(dates, iso);

    /// <summary>Such as 2024-02-01T12:34:56Z.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public long Instant() => Parse(dates, instants);

    /// <summary>Such as 01.02.2024.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public long GermanDate() => Parse(germanDates, germanDays);

    private static long Parse(AmountParser parser, byte[][] texts)
    {
        var sum = 0L;
        foreach (var text in texts)
        {
            sum += parser.TryParse(text, out var units) is FieldStatus.Ok ? units : throw new FormatException();
        }

        return sum;
    }

    private static long Parse(DateParser parser, byte[][] texts)
    {
        var sum = 0L;
        foreach (var text in texts)
        {
            sum += parser.TryParse(text, out var day) is FieldStatus.Ok ? day : throw new FormatException();
        }

        return sum;
    }
}
