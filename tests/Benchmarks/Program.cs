using System;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerMetrics.Benchmarks;

/// <summary>Compares the module with its peers and with PowerShell itself. Exit codes: 0 done, 1 failed or figures differ, 2 wrong usage.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            if (Measurement.TryRun(args))
            {
                return 0;
            }

            if (args is [InnerBenchmarks.Verb, .. var rest])
            {
                InnerBenchmarks.Run(rest);
                return 0;
            }

            if (Arguments.Parse(args) is not { } arguments)
            {
                Console.Error.WriteLine(Arguments.Usage);
                return 2;
            }

            Parts.Run(arguments);
            return 0;
        }
        catch (Exception e) when (e is BenchmarkException or CustomerMetricsException or IOException or NpgsqlException or SqliteException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}

/// <summary>Why there is no result.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
