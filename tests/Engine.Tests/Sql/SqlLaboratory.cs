using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Puts one set of rows into every kind of source.</summary>
internal sealed class SqlLaboratory
{
    /// <summary>The columns, with names that a database must be given in quotes.</summary>
    public static readonly IReadOnlyList<string> Columns = ["customer id", "Date", "amount", "Region", "sales \"channel\"", "cost", "first seen", "order"];

    private readonly PostgresServer server;
    private readonly string[] databases;
    private int tables;

    public SqlLaboratory(PostgresServer server)
    {
        this.server = server;
        databases = [server.CreateDatabase(), server.CreateDatabase(sortsAsPeopleDo: true)];
        foreach (var database in databases)
        {
            server.Execute(database, $"CREATE COLLATION {PostgresTable.IgnoreCase} (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }
    }

    private static readonly ImportOptions Plain = TestSource.Options with
    {
        Columns = new() { Customer = Columns[0], Date = Columns[1], Amount = Columns[2], Groups = [Columns[3], Columns[4]], Cost = Columns[5], FirstSeen = Columns[6], Reference = Columns[7] },
    };

    /// <summary>How each source is to read a set.</summary>
    public static ImportOptions Options(SqlRows set) => Plain with { Refund = set.Refund, TimeZone = set.Zone ?? TimeZoneInfo.Utc };

    public static object Id(SqlRows set, SqlRow row) => set.HasNumbersAsIds ? long.Parse(row.Customer, CultureInfo.InvariantCulture) : row.Customer;

    /// <summary>The date of a row, or the instant.</summary>
    public static DateTime When(SqlRows set, SqlRow row) => set.Zone is { } zone ? DateTime.SpecifyKind(row.Date - zone.GetUtcOffset(row.Date), DateTimeKind.Utc) : row.Date;

    /// <param name="set">Says how dates are kept.</param>
    /// <param name="rows">The rows, of the set or others.</param>
    /// <param name="options">How they are read.</param>
    public static TransactionTable InMemory(SqlRows set, IEnumerable<SqlRow> rows, ImportOptions options) => TestSource.FromRows(
        Columns,
        rows.Select(row => new object?[] { row.Customer, When(set, row), row.Amount, row.Region, row.Channel, row.Cost, row.FirstSeen, row.Order }),
        options);

    /// <summary>An open connection to a database in memory with the rows in <paramref name="table"/>.</summary>
    public static SqliteConnection Sqlite(SqlRows set, string table)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        string[] texts = ["TEXT COLLATE NOCASE", "TEXT", ""];
        string[] numbers = ["REAL", "NUMERIC", ""];
        var text = texts[set.Choose("text", texts.Length)];
        var number = numbers[set.Choose("number", numbers.Length)];
        string[] types = [set.HasNumbersAsIds ? "INTEGER" : text, "TEXT", number, text, text, number, "TEXT", text];
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE {table} ({string.Join(", ", Columns.Zip(types, (column, type) => $"{PostgresTable.Quote(column)} {type}"))})";
        command.ExecuteNonQuery();
        using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", Columns.Select((_, i) => $"$c{i}"))})";
        var parameters = Columns.Select((_, i) => command.Parameters.AddWithValue($"$c{i}", DBNull.Value)).ToList();
        foreach (var row in set.Rows)
        {
            object?[] values = [Id(set, row), Text(row.Date, set), Number(row.Amount), row.Region, row.Channel, Number(row.Cost), row.FirstSeen is { } first ? first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null, row.Order];
            for (var i = 0; i < values.Length; i++)
            {
                parameters[i].Value = values[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return connection;
    }

    /// <summary>A new table in PostgreSQL; the seed says whether in a database that sorts by bytes or in one that sorts as people do.</summary>
    /// <returns>How a reader connects, and the name of the table.</returns>
    public (string ConnectionString, string Table) Postgres(SqlRows set)
    {
        var table = $"sales{Interlocked.Increment(ref tables)}";
        var database = databases[set.Choose("order", databases.Length)];
        using var connection = new NpgsqlConnection(server.ConnectionString(database));
        connection.Open();
        using var command = connection.CreateCommand();
        var rows = new PostgresTable(set);
        command.CommandText = $"CREATE TABLE {table} ({rows.Columns(set.Choose("collation", 4) == 0 ? PostgresTable.IgnoreCase : null)})";
        command.ExecuteNonQuery();
        rows.Copy(connection, table);
        return (server.ConnectionString(database, PostgresServer.Reader), table);
    }

    // A number of a database that knows integers and reals only.
    private static object Number(decimal amount) => amount == decimal.Truncate(amount) ? (long)amount : (double)amount;

    private static string Text(DateTime date, SqlRows set) => date.ToString(
        !set.HasTimes ? "yyyy-MM-dd" : set.Choose("date", 2) == 0 ? "yyyy-MM-dd HH:mm:ss.fff" : "yyyy-MM-ddTHH:mm:ss",
        CultureInfo.InvariantCulture);
}
