using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Puts one set of subscriptions into every kind of source.</summary>
internal static class TermLaboratory
{
    public const string Table = "terms";

    public static readonly IReadOnlyList<string> Columns = ["customer id", "start", "End \"day\"", "cancelled", "price", "paid for", "Plan", "region", "first seen"];

    /// <summary>How each source is to read a set.</summary>
    public static ImportOptions Options(TermRows set) => TestSource.Options with
    {
        Contract = set.Rule,
        Columns = new()
        {
            Customer = Columns[0],
            Start = Columns[1],
            End = Columns[2],
            Cancel = set.Choose("cancel", 4) == 0 ? null : Columns[3],
            Amount = Columns[4],
            BillingPeriod = set.Rule.BillingPeriod is null ? Columns[5] : null,
            Groups = [Columns[6], Columns[7]],
            FirstSeen = set.Choose("first", 2) == 0 ? null : Columns[8],
        },
        RoundAmount = true,
    };

    public static SubscriptionTable InMemory(TermRows set)
    {
        using var importer = TestSource.Engine.ReadRows("rows", Options(set));
        importer.Begin(Columns);
        foreach (var row in set.Rows)
        {
            importer.Add([row.Customer, row.Start, row.End, row.Cancel, row.Amount, row.Billing, row.Plan, row.Region, row.FirstSeen]);
        }

        return (SubscriptionTable)importer.Complete(CancellationToken.None);
    }

    /// <summary>An open connection to a database in memory.</summary>
    public static SqliteConnection Sqlite(TermRows set)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, $"CREATE TABLE {Table} ({Typed(["TEXT", "TEXT", "TEXT", "TEXT", "NUMERIC", "TEXT", "TEXT", "TEXT", "TEXT"])})");
        Fill(connection, Table, set, row =>
        [
            row.Customer, Text(row.Start), row.End is null && set.Choose("open", 2) == 0 ? "" : Text(row.End), Text(row.Cancel), row.Amount == decimal.Truncate(row.Amount) ? (long)row.Amount : (double)row.Amount,
            row.Billing, row.Plan, row.Region, Text(row.FirstSeen),
        ]);
        return connection;
    }

    /// <summary>A table that is gone with the connection.</summary>
    public static NpgsqlConnection Postgres(PostgresServer server, TermRows set)
    {
        var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        connection.Open();
        Execute(connection, $"CREATE TEMPORARY TABLE {Table} ({PostgresColumns(set)})");
        FillPostgres(connection, Table, set);
        return connection;
    }

    /// <summary>The columns and their types, which the seed chooses.</summary>
    public static string PostgresColumns(TermRows set)
    {
        var date = IsText(set) ? "text" : set.Choose("dates", 4) == 1 ? "timestamp" : "date";
        return Typed(["text", date, date, date, set.Choose("number", 2) == 0 ? "numeric" : "numeric(18,4)", "text", "text", "text", "date"]);
    }

    public static void FillPostgres(NpgsqlConnection connection, string table, TermRows set)
    {
        var isText = IsText(set);
        object? Day(DateTime? day) => isText ? Text(day) : day is { Year: 9999 } && set.Choose("infinity", 2) == 0 ? DateTime.MaxValue : day;
        Fill(connection, table, set, row =>
            [row.Customer, Day(row.Start), isText && row.End is null ? " " : Day(row.End), Day(row.Cancel), row.Amount, row.Billing, row.Plan, row.Region, row.FirstSeen is { } first ? DateOnly.FromDateTime(first) : null]);
    }

    private static bool IsText(TermRows set) => set.Choose("dates", 4) == 0;

    private static string Typed(IEnumerable<string> types) => string.Join(", ", Columns.Zip(types, (column, type) => $"{PostgresTable.Quote(column)} {type}"));

    private static string? Text(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Fill(DbConnection connection, string table, TermRows set, Func<TermRow, object?[]> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
        foreach (var row in set.Rows)
        {
            command.Parameters.Clear();
            foreach (var value in values(row))
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = connection is SqliteConnection ? $"${command.Parameters.Count + 1}" : "";
                parameter.Value = value ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            command.ExecuteNonQuery();
        }
    }
}
