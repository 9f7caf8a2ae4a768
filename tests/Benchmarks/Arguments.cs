using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>What the user asked for.</summary>
internal sealed record Arguments
{
    public static string Usage => $"""
        dotnet run -c Release --project tests/Benchmarks -- [rows] [--runs N] [--kinds ROWS] [--largest ROWS] [--only PART,PART] [--data DIR] [--report DIR] [--postgres]
        dotnet run -c Release --project tests/Benchmarks -- inner [arguments of BenchmarkDotNet, such as --filter '*Amount*']

          rows            rows of the large CSV, from 1,000 on; default 10000000
          --runs N        counted runs after a warm-up, from 3 on; default 5
          --kinds ROWS    rows of each kind of data in the part ledger; default 1000000
          --largest ROWS  the last size of the part growth, from 1,000,000 on; default 10000000
          --only PARTS    measures these parts alone: {string.Join(", ", Parts.Names)}
          --data DIR      where the CSVs are kept; default: a folder among the temporary files
          --report DIR    where performance.md, .svg and .json are; default: docs
          --postgres      the same as --only postgres, which is not run otherwise
        """;

    public static string DefaultDataFolder => Path.Combine(Path.GetTempPath(), "CustomerMetrics.Benchmarks");

    private const int FewestRows = 1_000;
    private const int FewestRuns = 3;

    public int Rows { get; private init; } = 10_000_000;

    public int Runs { get; private init; } = 5;

    public int KindRows { get; private init; } = 1_000_000;

    public int Largest { get; private init; } = 10_000_000;

    public string DataFolder { get; private init; } = DefaultDataFolder;

    /// <summary>Null is docs.</summary>
    public string? ReportFolder { get; private init; }

    /// <summary>The parts to run; empty for all but PostgreSQL.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Null when the arguments make no sense.</summary>
    public static Arguments? Parse(string[] args)
    {
        var parsed = new Arguments();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--data" when i + 1 < args.Length:
                    parsed = parsed with { DataFolder = Path.GetFullPath(args[++i]) };
                    break;
                case "--report" when i + 1 < args.Length:
                    parsed = parsed with { ReportFolder = Path.GetFullPath(args[++i]) };
                    break;
                case "--runs" when i + 1 < args.Length && TryParse(args[i + 1], FewestRuns, out var runs):
                    parsed = parsed with { Runs = runs };
                    i++;
                    break;
                case "--kinds" when i + 1 < args.Length && TryParse(args[i + 1], FewestRows, out var kindRows):
                    parsed = parsed with { KindRows = kindRows };
                    i++;
                    break;
                case "--largest" when i + 1 < args.Length && TryParse(args[i + 1], GrowthPart.Smallest, out var largest):
                    parsed = parsed with { Largest = largest };
                    i++;
                    break;
                case "--only" when i + 1 < args.Length && args[i + 1].Split(',') is var only && only.All(Parts.Names.Contains):
                    parsed = parsed with { Only = only };
                    i++;
                    break;
                case "--postgres":
                    parsed = parsed with { Only = [Parts.Postgres] };
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
