using System;
using System.Globalization;
using System.IO;
using System.Threading;
using CustomerMetrics.Engine;

namespace CustomerMetrics.Cli;

/// <summary>The statement from a CSV, for hosts without PowerShell. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped.</summary>
internal static class Program
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Stopped = 130;

    private static int Main(string[] args)
    {
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stopping.Cancel();
        };
        try
        {
            var arguments = Arguments.Parse(args);
            switch (arguments.Action)
            {
                case CliAction.Help:
                    Console.Out.Write(Arguments.Usage);
                    break;
                case CliAction.Version:
                    Console.Out.WriteLine(typeof(Program).Assembly.GetName().Version!.ToString(3));
                    break;
                default:
                    WriteStatement(arguments, stopping.Token);
                    break;
            }

            return Done;
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine("See --help.");
            return WrongUsage;
        }
        catch (CustomerMetricsException e)
        {
            Console.Error.WriteLine($"{e.ErrorId}: {e.Message}");
            Console.Error.WriteLine(e.Remedy);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; nothing was written.");
            return Stopped;
        }
    }

    private static void WriteStatement(Arguments arguments, CancellationToken cancellationToken)
    {
        var engine = new EngineFacade();
        var zone = TimeZoneInfo.Local;
        var options = new ImportOptions
        {
            TimeZone = zone,
            Tomorrow = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone).Date.AddDays(1),
            AsOf = arguments.AsOf,
        };
        var table = engine.ReadCsv(arguments.Files, options, progress: null, cancellationToken);
        var query = new StatementQuery { Title = arguments.Title, Ledger = new LedgerQuery { Period = arguments.Period } };
        var statement = engine.NewStatement(table, query, cancellationToken);
        engine.ExportStatement(statement, arguments.Output, arguments.Format, default);

        Console.Out.Write(LedgerText.Format(statement.Ledger));
        Console.Out.WriteLine();
        Console.Out.WriteLine(statement.Lead);
        Console.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0:#,0} rows of {1:#,0} customers, as of {2:yyyy-MM-dd}. Written: {3}", table.Rows, table.Customers, table.AsOf, Path.GetFullPath(arguments.Output)));
        foreach (var warning in table.Warnings)
        {
            Console.Error.WriteLine(warning);
        }
    }
}
