using System;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// What keeps statements to reading, and lets several of them see the same rows, where the database has such a thing. At its end the connection is as it was:
/// a transaction of the user's goes on.
/// </summary>
internal sealed class ReadOnlyTransaction : IDisposable
{
    private const string Savepoint = "customer_metrics";

    private readonly Action? end;

    private ReadOnlyTransaction(DbTransaction? transaction, Action? end)
    {
        this.end = end;
        Transaction = transaction;
    }

    /// <summary>The transaction that commands belong to; null where they need none.</summary>
    public DbTransaction? Transaction { get; }

    public static ReadOnlyTransaction Begin(DbConnection connection, SqlDialectName dialect, bool isOwned) => dialect switch
    {
        SqlDialectName.PostgreSql => BeginPostgreSql(connection),
        SqlDialectName.SqlServer => BeginSqlServer(connection, isOwned),
        _ => BeginSqlite(connection),
    };

    public void Dispose()
    {
        try
        {
            end?.Invoke();
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            // It has ended with its connection.
        }
    }

    private static ReadOnlyTransaction BeginPostgreSql(DbConnection connection)
    {
        // As the query was read: without it a backslash could hide the end of a text.
        const string settings = "set transaction read only; set local standard_conforming_strings = on";
        if (TryBegin(connection, IsolationLevel.RepeatableRead) is { } transaction)
        {
            Execute(connection, settings, transaction);
            return new(transaction, () =>
            {
                transaction.Rollback();
                transaction.Dispose();
            });
        }

        // Rolled back to here, the user's transaction has its own settings again, also after an error.
        Execute(connection, $"savepoint {Savepoint}; {settings}");
        return new(null, () => Execute(connection, $"rollback to savepoint {Savepoint}; release savepoint {Savepoint}"));
    }

    // A savepoint is a transaction, or a part of the one that runs.
    private static ReadOnlyTransaction BeginSqlite(DbConnection connection)
    {
        var queryOnly = Convert.ToInt64(Scalar(connection, "pragma query_only"), CultureInfo.InvariantCulture);
        Execute(connection, $"savepoint {Savepoint}");
        Execute(connection, "pragma query_only = 1");
        return new(null, () =>
        {
            Execute(connection, Errors.Invariant($"pragma query_only = {queryOnly}"));
            Execute(connection, $"release {Savepoint}");
        });
    }

    // The level would stay with a connection of the user's.
    private static ReadOnlyTransaction BeginSqlServer(DbConnection connection, bool isOwned)
    {
        const string isAllowed = "select cast(snapshot_isolation_state as int) from sys.databases where database_id = db_id()";
        if (!isOwned || Convert.ToInt32(Scalar(connection, isAllowed), CultureInfo.InvariantCulture) != 1)
        {
            return new(null, null);
        }

        var transaction = connection.BeginTransaction(IsolationLevel.Snapshot);
        return new(transaction, () =>
        {
            transaction.Rollback();
            transaction.Dispose();
        });
    }

    // The drivers refuse a second transaction so.
    private static DbTransaction? TryBegin(DbConnection connection, IsolationLevel level)
    {
        try
        {
            return connection.BeginTransaction(level);
        }
        catch (InvalidOperationException) when (connection.State is ConnectionState.Open)
        {
            return null;
        }
    }

    private static void Execute(DbConnection connection, string text, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction ?? command.Transaction;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
