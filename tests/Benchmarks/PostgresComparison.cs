using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine;
using CustomerMetrics.Engine.Tests.Sql;
using Npgsql;

namespace CustomerMetrics.Benchmarks;

/// <summary>The monthly ledger inside PostgreSQL, the module's statements against ones written by hand, in turn; and the rows that each fact sends.</summary>
internal static class PostgresComparison
{
    private const string Orders = "orders";
    private const double MostOfHandWritten = 1.15;

    private static readonly EngineFacade Engine = new();

    public static void Run(Arguments arguments)
    {
        var path = OrderFile.Provide(arguments.DataFolder, arguments.Rows);
        if (PostgresBinaries.Folder is null)
        {
            throw new BenchmarkException("There is no PostgreSQL server on this machine (initdb, pg_ctl and postgres on PATH or in CUSTOMERMETRICS_POSTGRES_BIN).");
        }

        using var server = PostgresServer.Start();
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString(server.CreateDatabase())) { CommandTimeout = 0 }.ConnectionString;
        Load(connectionString, path);
        CompareLedgers(arguments, connectionString);
        FactRows.Print(connectionString, Orders, Import);
    }

    private static ImportOptions Import => new() { TimeZone = TimeZoneInfo.Utc, Tomorrow = OrderFile.End, AsOf = OrderFile.End };

    private static DatabaseOptions Options(string connectionString) => new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString, Table = Orders, CommandTimeout = 0 };

    private static void CompareLedgers(Arguments arguments, string connectionString)
    {
        var folder = Path.Combine(Comparison.FindRoot(), "tests", "Benchmarks", "postgres");
        var (sameRules, plain) = (File.ReadAllText(Path.Combine(folder, "ledger.sql")), File.ReadAllText(Path.Combine(folder, "ledger-plain.sql")));
        (Series Series, Func<IReadOnlyList<LedgerRow>> Ask)[] sides =
        [
            (new("module"), () => [.. Engine.GetLedger(Engine.Connect(Options(connectionString), Import, CancellationToken.None), new LedgerQuery { Period = PeriodUnit.Month }, CancellationToken.None).Entries.Select(LedgerRow.From)]),
            (new("by hand, same rules"), () => AskByHand(connectionString, sameRules)),
            (new("by hand, same rules, sorted"), () => AskByHand(connectionString, sameRules, sorts: true)),
            (new("by hand, no refunds or intervals"), () => AskByHand(connectionString, plain)),
            (new("by hand, no refunds or intervals, sorted"), () => AskByHand(connectionString, plain, sorts: true)),
        ];
        for (var run = 0; run <= arguments.Runs; run++)
        {
            foreach (var (series, ask) in sides)
            {
                var clock = Stopwatch.StartNew();
                var ledger = ask();
                series.Add(new(clock.Elapsed.TotalSeconds, 0, 0, 0, ledger));
                LedgerRow.RequireEqual(sides[0].Series.Last.Ledger, ledger, series.Name);
                Console.Error.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}, {series.Name}: {series.Last.Seconds:0.00} s");
            }
        }

        Print([.. sides.Select(side => side.Series)], arguments);
    }

    private static void Print(IReadOnlyList<Series> sides, Arguments arguments)
    {
        var module = sides[0];
        Console.Out.WriteLine($"\nMonthly ledger in PostgreSQL: {arguments.Rows:#,0} rows, {module.First.Ledger.Count} months; {arguments.Runs} runs after a warm-up.");
        Table.BeginRatios();
        foreach (var series in sides.Skip(1))
        {
            Table.Ratio($"time, {module.Name} / {series.Name}", module.With(series, (one, two) => one.Seconds / two.Seconds), MostOfHandWritten);
        }

        Table.BeginFigures();
        foreach (var series in sides)
        {
            Table.Figure($"{series.Name}: seconds", series.Of(run => run.Seconds), "0.00");
        }

        Console.Out.WriteLine("\nThe ledgers of all are equal in every column of every month.");
    }

    // What an expert would try, seeing that hashes are too large for the memory of a statement: to sort instead, as the planner does for the module.
    private static List<LedgerRow> AskByHand(string connectionString, string statement, bool sorts = false)
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
        var rows = new List<LedgerRow>();
        while (reader.Read())
        {
            long Count(string column) => Convert.ToInt64(reader[column], CultureInfo.InvariantCulture);
            decimal Money(string column) => (decimal)reader[column];
            var month = (int)Count("month") - 1;
            rows.Add(new(
                $"{month / 12:0000}-{(month % 12) + 1:00}",
                Count("opening"),
                Count("new"),
                Count("returned"),
                Count("lost"),
                Count("closing"),
                Money("opening_value"),
                Money("new_value"),
                Money("returned_value"),
                Money("expansion"),
                Money("contraction"),
                Money("lost_value"),
                Money("closing_value")));
        }

        return rows;
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
