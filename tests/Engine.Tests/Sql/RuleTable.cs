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
        Fill(new SqliteConnection("Data Source=:memory:"), path, "TEXT, TEXT, NUMERIC", amount => amount == decimal.Truncate(amount) ? (long)amount : (double)amount);

    public static (DbConnection Connection, DatabaseOptions Options) Postgres(PostgresServer server, string path) =>
        Fill(new NpgsqlConnection(server.ConnectionString("postgres")), path, "text, date, numeric(19,4)", amount => amount);

    private static (DbConnection Connection, DatabaseOptions Options) Fill(DbConnection connection, string path, string types, Func<decimal, object> number)
    {
        connection.Open();
        var rows = CsvRows.Read(path);
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TEMPORARY TABLE {Table} ({string.Join(", ", rows[0].Keys.Zip([.. types.Split(", "), .. rows[0].Keys.Skip(3).Select(_ => "text")], (column, type) => $"{column} {type}"))})";
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO {Table} VALUES ({string.Join(", ", rows[0].Keys.Select((_, i) => $"${i + 1}"))})";
        foreach (var row in rows)
        {
            string[] values = [.. row.Values];
            command.Parameters.Clear();
            Add(command, values[0]);
            Add(command, connection is SqliteConnection ? values[1] : DateOnly.ParseExact(values[1], "yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add(command, number(decimal.Parse(values[2], NumberStyles.Number, CultureInfo.InvariantCulture)));
            foreach (var group in values.Skip(3))
            {
                Add(command, group);
            }

            command.ExecuteNonQuery();
        }

        return (connection, new() { Connection = connection, Table = Table });
    }

    private static void Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = command is SqliteCommand ? $"${command.Parameters.Count + 1}" : "";
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
