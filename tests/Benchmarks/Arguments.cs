using System.Globalization;
using System.IO;

namespace CustomerMetrics.Benchmarks;

/// <summary>What the user asked for.</summary>
internal sealed record Arguments(int Rows, string DataFolder, int Runs, bool IsOfPostgres)
{
    public const string Usage = """
        dotnet run -c Release --project tests/Benchmarks -- [rows] [--data DIR] [--runs N] [--postgres]

          rows        rows of the CSV, from 1,000 on; default 10000000
          --data DIR  where the CSVs are kept; default: a folder among the temporary files
          --runs N    counted runs after a warm-up, from 3 on; default 5
          --postgres  measures the ledger in PostgreSQL instead, and how many rows each fact sends
        """;

    private const int FewestRows = 1_000;
    private const int FewestRuns = 3;

    /// <summary>Null when the arguments make no sense.</summary>
    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments(10_000_000, Path.Combine(Path.GetTempPath(), "CustomerMetrics.Benchmarks"), 5, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--data" when i + 1 < args.Length:
                    parsed = parsed with { DataFolder = Path.GetFullPath(args[++i]) };
                    break;
                case "--runs" when i + 1 < args.Length && TryParse(args[i + 1], FewestRuns, out var runs):
                    parsed = parsed with { Runs = runs };
                    i++;
                    break;
                case "--postgres":
                    parsed = parsed with { IsOfPostgres = true };
                    break;
                case var text when TryParse(text, FewestRows, out var rows):
                    parsed = parsed with { Rows = rows };
                    break;
                default:
                    return null;
            }
        }

        return parsed;
    }

    private static bool TryParse(string text, int fewest, out int number) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number) && number >= fewest;
}
