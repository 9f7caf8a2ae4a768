using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;

namespace CustomerMetrics.Benchmarks;

/// <summary>The orders in an SQLite database.</summary>
internal static class SqliteOrders
{
    public const string Table = "orders";

    private const int CentsPerOne = 100;

    public static string ConnectionString(string database) => new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString;

    /// <summary>Makes the database anew from a CSV, in one transaction; the first columns are known, and no field is quoted.</summary>
    public static IReadOnlyList<LedgerRow> Load(string path, string database)
    {
        File.Delete(database);
        using var connection = new SqliteConnection(ConnectionString(database));
        connection.Open();
        Execute(connection, "pragma journal_mode = off");
        Execute(connection, "pragma synchronous = off");
        Execute(connection, $"create table {Table} (order_id text, customer_id text not null, order_date text not null, channel text, amount numeric not null)");
        using var transaction = connection.BeginTransaction();
        using (var insert = connection.CreateCommand())
        {
            insert.Transaction = transaction;
            insert.CommandText = $"insert into {Table} values ($0, $1, $2, $3, $4)";
            for (var column = 0; column < 4; column++)
            {
                insert.Parameters.Add($"${column}", SqliteType.Text);
            }

            insert.Parameters.Add("$4", SqliteType.Real);
            using var file = File.OpenText(path);
            file.ReadLine();
            while (file.ReadLine() is { } line)
            {
                var fields = line.Split(',');
                for (var column = 0; column < 4; column++)
                {
                    insert.Parameters[column].Value = fields[column];
                }

                insert.Parameters[4].Value = double.Parse(fields[4], CultureInfo.InvariantCulture);
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return [];
    }

    /// <summary>The ledger by a statement that counts money in cents.</summary>
    public static IReadOnlyList<LedgerRow> Ask(string database, string statement)
    {
        using var connection = new SqliteConnection(ConnectionString(database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        return LedgerRow.Read(reader, money => (long)money / (decimal)CentsPerOne);
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
