using System;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using CustomerMetrics.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>The rows of a CSV as a table of a database, which is gone with the connection.</summary>
internal static class RuleTable
{
    private const string Table = "sales";

    /// <summary>SQLite keeps floating numbers, so of an amount with decimals it keeps fifteen digits.</summary>
    public static (DbConnection Connection, DatabaseOptions Options) Sqlite(string path) =>
        Fill(new SqliteConnection("Data Source=:memory:"), path, ("TEXT", "NUMERIC"), day => day, amount => amount == decimal.Truncate(amount) ? (long)amount : (double)amount);

    public static (DbConnection Connection, DatabaseOptions Options) Postgres(PostgresServer server, string path) =>
        Fill(new NpgsqlConnection(server.ConnectionString("postgres")), path, ("date", "numeric(19,4)"), day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), amount => amount);

    private static (DbConnection Connection, DatabaseOptions Options) Fill(DbConnection connection, string path, (string Day, string Number) types, Func<string, object> day, Func<decimal, object> number)
    {
        connection.Open();
        var rows = CsvRows.Read(path);
        string[] columns = [.. rows[0].Keys];
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TEMPORARY TABLE {Table} ({string.Join(", ", columns.Select(column => $"\"{column}\" {(IsDay(column) ? types.Day : column == "amount" ? types.Number : "text")}"))})";
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO {Table} VALUES ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})";
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            foreach (var (column, text) in row)
            {
                Add(command, column == "amount" ? number(decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture)) : !IsDay(column) ? text : text.Length == 0 ? DBNull.Value : day(text));
            }

            command.ExecuteNonQuery();
        }

        return (connection, new() { Connection = connection, Table = Table });
    }

    private static bool IsDay(string column) => column is "date" or "start" or "end" or "cancelled_at" or "since";

    private static void Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = command is SqliteCommand ? $"${command.Parameters.Count + 1}" : "";
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
