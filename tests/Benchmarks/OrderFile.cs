using System;
using System.Globalization;
using System.IO;
using System.Text;
using MathNet.Numerics.Distributions;

namespace CustomerMetrics.Benchmarks;

/// <summary>
/// A CSV of orders over three years, by date, the same for the same number of rows. Each twelfth row brings a new customer; the others are of customers
/// who came before, drawn by gamma rates, and the oldest 40% have gone.
/// </summary>
internal static class OrderFile
{
    public const int RowsPerCustomer = 12;

    /// <summary>The first day after the orders.</summary>
    public static readonly DateTime End = new(2026, 1, 1);

    private static readonly DateTime Start = new(2023, 1, 1);

    private const int Seed = 20230101;
    private const double RateShape = 0.8;
    private const double SpendShape = 2.5;
    private const double SpendRate = 0.05;
    private const int GoneOfTen = 4;
    private const int BufferSize = 1 << 20;
    private const int LongestLine = 128;

    private static readonly string[] Channels = ["web", "store", "partner", "phone"];

    /// <summary>Writes the file unless an earlier run has; returns its path.</summary>
    public static string Provide(string folder, int rows)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"orders-{rows}.csv"));
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            var unfinished = path + ".unfinished";
            Write(unfinished, rows);
            File.Move(unfinished, path);
        }

        return path;
    }

    private static void Write(string path, int rows)
    {
        var random = new Random(Seed);
        var rates = CumulativeRates(random, (rows + RowsPerCustomer - 1) / RowsPerCustomer);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var buffer = new byte[BufferSize];
        var used = Encoding.UTF8.GetBytes("order_id,customer_id,order_date,channel,amount\n", buffer);
        var days = (End - Start).Days;
        var day = -1;
        var date = "";
        for (var row = 0; row < rows; row++)
        {
            var today = (int)((long)row * days / rows);
            if (today != day)
            {
                day = today;
                date = Start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }

            var newest = row / RowsPerCustomer;
            var customer = row % RowsPerCustomer == 0 ? newest : Draw(rates, newest * GoneOfTen / 10, newest, random);
            var cents = (long)Math.Max(1, Math.Round(Gamma.Sample(random, SpendShape, SpendRate) * 100));
            if (used + LongestLine > buffer.Length)
            {
                stream.Write(buffer.AsSpan(0, used));
                used = 0;
            }

            Encoding.UTF8.TryGetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{20000000000000 + row},C{customer:D8},{date},{Channels[random.Next(Channels.Length)]},{cents / 100}.{cents % 100:D2}\n"),
                buffer.AsSpan(used),
                out var written);
            used += written;
        }

        stream.Write(buffer.AsSpan(0, used));
    }

    // Element c is the sum of the rates of the customers before c.
    private static double[] CumulativeRates(Random random, int customers)
    {
        var sums = new double[customers + 1];
        for (var customer = 0; customer < customers; customer++)
        {
            sums[customer + 1] = sums[customer] + Gamma.Sample(random, RateShape, RateShape);
        }

        return sums;
    }

    // A customer from first to last, by rate.
    private static int Draw(double[] sums, int first, int last, Random random)
    {
        var point = sums[first] + (random.NextDouble() * (sums[last + 1] - sums[first]));
        var found = Array.BinarySearch(sums, first, last + 2 - first, point);
        return Math.Clamp(found < 0 ? ~found - 1 : found, first, last);
    }
}
