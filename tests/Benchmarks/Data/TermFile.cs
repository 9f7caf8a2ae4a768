using System;
using System.Globalization;
using System.IO;

namespace CustomerMetrics.Benchmarks;

/// <summary>
/// A CSV of terms over five years, the same for the same number of rows: each customer has one after the other until one is not renewed, and some come back.
/// No term is shorter than a month.
/// </summary>
internal static class TermFile
{
    /// <summary>The first day after the months that are asked for.</summary>
    public static readonly DateTime End = new(2026, 1, 1);

    private static readonly DateTime Start = new(2021, 1, 1);

    private const int Seed = 20210101;
    private const int ShortestDays = 32;

    /// <summary>Writes the file unless an earlier run has; returns its path.</summary>
    public static string Provide(string folder, int rows)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"terms-{rows}.csv"));
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
        using var file = new StreamWriter(path);
        file.Write("customer_id,start_date,end_date,mrr\n");
        var written = 0;
        for (var customer = 0; written < rows; customer++)
        {
            var start = Start.AddDays(random.Next((End - Start).Days - ShortestDays));
            var cents = 500 * random.Next(1, 60);
            while (written < rows && start < End)
            {
                var days = random.Next(3) == 0 ? 365 : random.Next(ShortestDays, 400);
                var end = start.AddDays(days);
                var goesOn = end >= End && random.Next(2) == 0;
                file.Write(string.Create(CultureInfo.InvariantCulture, $"C{customer:D8},{start:yyyy-MM-dd},{(goesOn ? "" : end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))},{cents / 100}.{cents % 100:D2}\n"));
                written++;
                if (goesOn || random.Next(10) < 3)
                {
                    break;
                }

                start = random.Next(10) == 0 ? end.AddDays(random.Next(40, 500)) : end;
                cents = Math.Max(500, cents + (500 * random.Next(-2, 4)));
            }
        }
    }
}
