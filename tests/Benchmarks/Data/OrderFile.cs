using System;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Text;
using MathNet.Numerics.Distributions;

namespace CustomerMetrics.Benchmarks;

/// <summary>
/// A CSV of orders over three years, by date, the same for the same kind. Each twelfth row brings a new customer; the others are of customers
/// who came before, drawn by their rates, and the oldest 40% have gone.
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
    private const long FirstOrder = 20_000_000_000_000;
    private const int GoneOfTen = 4;
    private const int BufferSize = 1 << 20;
    private const int LongestLine = 128;

    private static readonly byte[][] Channels = ["web,"u8.ToArray(), "store,"u8.ToArray(), "partner,"u8.ToArray(), "phone,"u8.ToArray()];

    /// <summary>Writes the file unless an earlier run has; returns its path.</summary>
    public static string Provide(string folder, OrderKind kind)
    {
        var path = Path.Combine(folder, kind.FileName);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"writing {path}");
            Directory.CreateDirectory(folder);
            var unfinished = path + ".unfinished";
            Write(unfinished, kind);
            File.Move(unfinished, path);
        }

        return path;
    }

    private static void Write(string path, OrderKind kind)
    {
        var random = new Random(Seed);
        var rows = kind.Rows;
        var rates = CumulativeRates(random, kind.Population, (rows + RowsPerCustomer - 1) / RowsPerCustomer);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var buffer = new byte[BufferSize];
        var used = Put("order_id,customer_id,order_date,channel,amount\n"u8, buffer);
        var days = (End - Start).Days;
        var day = -1;
        byte[] date = [];
        for (var row = 0; row < rows; row++)
        {
            var today = (int)((long)row * days / rows);
            if (today != day)
            {
                day = today;
                date = Encoding.UTF8.GetBytes(Start.AddDays(day).ToString(",yyyy-MM-dd,", CultureInfo.InvariantCulture));
            }

            var newest = row / RowsPerCustomer;
            var customer = row % RowsPerCustomer == 0 ? newest : Draw(rates, newest * GoneOfTen / 10, newest, random);
            var cents = (long)Math.Max(1, Math.Round(Gamma.Sample(random, SpendShape, SpendRate) * 100));
            if (used + LongestLine > buffer.Length)
            {
                stream.Write(buffer.AsSpan(0, used));
                used = 0;
            }

            used += Put(FirstOrder + row, buffer.AsSpan(used));
            buffer[used++] = (byte)',';
            used += CustomerIdWriter.Write(kind.Ids, customer, buffer.AsSpan(used));
            used += Put(date, buffer.AsSpan(used));
            used += Put(Channels[random.Next(Channels.Length)], buffer.AsSpan(used));
            used += Put(cents / 100, buffer.AsSpan(used));
            buffer[used++] = (byte)'.';
            buffer[used++] = (byte)('0' + (cents / 10 % 10));
            buffer[used++] = (byte)('0' + (cents % 10));
            buffer[used++] = (byte)'\n';
        }

        stream.Write(buffer.AsSpan(0, used));
    }

    private static int Put(ReadOnlySpan<byte> text, Span<byte> to)
    {
        text.CopyTo(to);
        return text.Length;
    }

    private static int Put(long number, Span<byte> to)
    {
        Utf8Formatter.TryFormat(number, to, out var written);
        return written;
    }

    // Element c is the sum of the rates of the customers before c.
    private static double[] CumulativeRates(Random random, Population population, int customers)
    {
        var sums = new double[customers + 1];
        var ranks = population is Population.Zipf ? Ranks(random, customers) : [];
        for (var customer = 0; customer < customers; customer++)
        {
            sums[customer + 1] = sums[customer] + (population is Population.Zipf ? 1.0 / ranks[customer] : Gamma.Sample(random, RateShape, RateShape));
        }

        return sums;
    }

    private static int[] Ranks(Random random, int customers)
    {
        var ranks = new int[customers];
        for (var customer = 0; customer < customers; customer++)
        {
            ranks[customer] = customer + 1;
        }

        random.Shuffle(ranks);
        return ranks;
    }

    // A customer from first to last, by rate.
    private static int Draw(double[] sums, int first, int last, Random random)
    {
        var point = sums[first] + (random.NextDouble() * (sums[last + 1] - sums[first]));
        var found = Array.BinarySearch(sums, first, last + 2 - first, point);
        return Math.Clamp(found < 0 ? ~found - 1 : found, first, last);
    }
}
