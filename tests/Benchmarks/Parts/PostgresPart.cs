using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine;
using CustomerMetrics.Engine.Tests.Sql;
using Npgsql;

namespace CustomerMetrics.Benchmarks;

/// <summary>The monthly ledger inside PostgreSQL, the module's statements against ones written by hand, in turn; and the rows that each fact sends.</summary>
internal static class PostgresPart
{
    private const string Orders = "orders";
    private const double MostOfHandWritten = 1.15;

    private static readonly EngineFacade Engine = new();

    public static PartResult Measure(Tools tools)
    {
        var path = OrderFile.Provide(tools.Arguments.DataFolder, new(tools.Arguments.Rows));
        if (PostgresBinaries.Folder is null)
        {
            throw new BenchmarkException("There is no PostgreSQL server on this machine (initdb, pg_ctl and postgres on PATH or in CUSTOMERMETRICS_POSTGRES_BIN).");
        }

        using var server = PostgresServer.Start();
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString(server.CreateDatabase())) { CommandTimeout = 0 }.ConnectionString;
        Load(connectionString, path);
        var result = CompareLedgers(tools, connectionString);
        FactRows.Print(connectionString, Orders, Measurement.Orders);
        return result;
    }

    private static DatabaseOptions Options(string connectionString) => new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString, Table = Orders, CommandTimeout = 0 };

    private static PartResult CompareLedgers(Tools tools, string connectionString)
    {
        var folder = Path.Combine(tools.Scripts, "postgres");
        var (sameRules, plain) = (File.ReadAllText(Path.Combine(folder, "ledger.sql")), File.ReadAllText(Path.Combine(folder, "ledger-plain.sql")));
        IReadOnlyList<Side<Measured>> sides =
        [
            Time("module", () => [.. Engine.GetLedger(Engine.Connect(Options(connectionString), Measurement.Orders, CancellationToken.None), new LedgerQuery { Period = PeriodUnit.Month }, CancellationToken.None).Entries.Select(LedgerRow.From)]),
            Time("by hand, same rules", () => AskByHand(connectionString, sameRules)),
            Time("by hand, same rules, sorted", () => AskByHand(connectionString, sameRules, sorts: true)),
            Time("by hand, no refunds or intervals", () => AskByHand(connectionString, plain)),
            Time("by hand, no refunds or intervals, sorted", () => AskByHand(connectionString, plain, sorts: true)),
        ];
        var module = sides[0];
        Turns.Take(tools.Arguments.Runs, sides, run => run.Seconds, side => LedgerRow.RequireEqual(module.Runs[0].Ledger, side.Runs[^1].Ledger, side.Name));
        return new(
            "Inside PostgreSQL",
            [
                new(
                    $"{tools.Arguments.Rows:#,0} rows, {module.Runs[0].Ledger.Count} months.",
                    [.. sides.Skip(1).Select(side => new Ratio($"time, {module.Name} / {side.Name}", module.With(side, (one, two) => one.Seconds / two.Seconds), new(MostOfHandWritten)))],
                    [.. sides.Select(side => new Figure($"{side.Name}: seconds", side.Of(run => run.Seconds), "0.00"))],
                    "The ledgers of all are equal in every column of every month."),
            ],
            []);
    }

    private static Side<Measured> Time(string name, Func<IReadOnlyList<LedgerRow>> ask) => new(name, () =>
    {
        var clock = Stopwatch.StartNew();
        var ledger = ask();
        return new(clock.Elapsed.TotalSeconds, 0, 0, 0, ledger);
    });

    // What an expert would try, seeing that hashes are too large for the memory of a statement: to sort instead, as the planner does for the module.
    private static IReadOnlyList<LedgerRow> AskByHand(string connectionString, string statement, bool sorts = false)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        if (sorts)
        {
            command.CommandText = "set enable_hashagg = off";
            command.ExecuteNonQuery();
        }

        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        return LedgerRow.Read(reader, money => (decimal)money);
    }

    private static void Load(string connectionString, string path)
    {
        var clock = Stopwatch.StartNew();
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create table {Orders} (order_id text, customer_id text not null, order_date date not null, channel text, amount numeric(12,2) not null)";
        command.ExecuteNonQuery();
        using (var file = File.OpenText(path))
        using (var copy = connection.BeginTextImport($"copy {Orders} from stdin (format csv, header)"))
        {
            var buffer = new char[1 << 16];
            for (var read = file.ReadBlock(buffer); read > 0; read = file.ReadBlock(buffer))
            {
                copy.Write(buffer.AsSpan(0, read));
            }
        }

        command.CommandText = $"vacuum analyze {Orders}";
        command.ExecuteNonQuery();
        Console.Error.WriteLine($"loaded: {clock.Elapsed.TotalSeconds:0} s");
    }
}
