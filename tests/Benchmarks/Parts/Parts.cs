using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>The parts of the benchmark, in the order of the page.</summary>
internal static class Parts
{
    public const string Postgres = "postgres";

    // A part returns null where a program that it needs is missing.
    private static readonly (string Name, Func<Tools, PartResult?> Measure)[] All =
    [
        ("ledger", LedgerPart.Measure),
        ("load", LoadPart.Measure),
        ("statement", StatementPart.Measure),
        ("growth", GrowthPart.Measure),
        ("group-object", GroupObjectPart.Measure),
        ("import-csv", ImportCsvPart.Measure),
        ("sqlite", SqlitePart.Measure),
        ("startup", StartupPart.Measure),
        ("models", ModelPart.Measure),
        ("terms", TermPart.Measure),
        (Postgres, PostgresPart.Measure),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(part => part.Name)];

    /// <summary>Measures what is asked for; each result is printed, and put on the page at once.</summary>
    public static void Run(Arguments arguments)
    {
        var tools = Tools.Find(arguments);
        var page = PerformancePage.Open(arguments.ReportFolder ?? Path.Combine(tools.Root, "docs"));
        foreach (var (name, measure) in All)
        {
            if (arguments.Only.Count == 0 ? name == Postgres : !arguments.Only.Contains(name))
            {
                continue;
            }

            Console.Error.WriteLine($"\n{name}");
            if (measure(tools) is { } measured)
            {
                var result = measured with { Run = Machine.Describe(arguments.Runs, tools) };
                Console.Out.WriteLine($"\n## {result.Title}\n\n{MarkdownTable.Write(result)}");
                page.Put(name, result, Names);
            }
        }
    }
}
