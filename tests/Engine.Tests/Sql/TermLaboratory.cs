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
        Fill(connection, $"CREATE TABLE {Table} ({Typed(["TEXT", "TEXT", "TEXT", "TEXT", "NUMERIC", "TEXT", "TEXT", "TEXT", "TEXT"])})", set, row =>
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
        var isText = set.Choose("dates", 4) == 0;
        var date = isText ? "text" : set.Choose("dates", 4) == 1 ? "timestamp" : "date";
        object? Day(DateTime? day) => isText ? Text(day) : day is { Year: 9999 } && set.Choose("infinity", 2) == 0 ? DateTime.MaxValue : day;
        Fill(connection, $"CREATE TEMPORARY TABLE {Table} ({Typed(["text", date, date, date, set.Choose("number", 2) == 0 ? "numeric" : "numeric(18,4)", "text", "text", "text", "date"])})", set, row =>
            [row.Customer, Day(row.Start), isText && row.End is null ? " " : Day(row.End), Day(row.Cancel), row.Amount, row.Billing, row.Plan, row.Region, row.FirstSeen is { } first ? DateOnly.FromDateTime(first) : null]);
        return connection;
    }

    private static string Typed(IEnumerable<string> types) => string.Join(", ", Columns.Zip(types, (column, type) => $"{PostgresTable.Quote(column)} {type}"));

    private static string? Text(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Fill(DbConnection connection, string create, TermRows set, Func<TermRow, object?[]> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = create;
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO {Table} VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
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
