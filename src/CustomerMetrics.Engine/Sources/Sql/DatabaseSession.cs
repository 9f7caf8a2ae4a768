using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// One question to a database: a connection, and a transaction in which all its statements see the same rows. What was opened here is closed at the end;
/// what the user gave stays as it was.
/// </summary>
internal sealed class DatabaseSession : IDisposable
{
    private readonly DbConnection connection;
    private readonly bool isOwned;
    private readonly int? timeout;
    private readonly ShardSession? shards;
    private readonly DatabaseErrors errors;
    private readonly CancellationToken cancellationToken;
    private bool isOpened;
    private ReadOnlyTransaction? transaction;

    private DatabaseSession(DatabaseOptions options, ShardedTable? sharded, CancellationToken cancellationToken)
    {
        isOwned = options.Connection is null;
        connection = options.Connection ?? Providers.Create(options);
        timeout = options.CommandTimeout;
        errors = new(options.Table ?? (options.Query is null ? "the database" : "the query"), options.Query is not null);
        shards = sharded is null ? null : new(sharded, connection, Write, errors, cancellationToken);
        this.cancellationToken = cancellationToken;
    }

    public static DatabaseSession Open(DatabaseOptions options, CancellationToken cancellationToken, ShardedTable? sharded = null)
    {
        var session = new DatabaseSession(options, sharded, cancellationToken);
        var isBegun = false;
        try
        {
            session.Begin(options.Dialect);
            isBegun = true;
            return session;
        }
        finally
        {
            if (!isBegun)
            {
                session.Dispose();
            }
        }
    }

    public DbConnection Connection => connection;

    /// <summary>The SQL that the database understands.</summary>
    public SqlDialect Dialect { get; private set; } = null!;

    /// <summary>The rows of an answer, one by one.</summary>
    public IEnumerable<T> Query<T>(SqlStatement statement, Func<SqlRow, T> read)
    {
        SqlRow? row = null;
        var asked = shards is not null && statement.Sharded is { } sharded ? shards.Ask(statement, sharded) : statement;
        return Run(asked, reader => read(row ??= new SqlRow(reader)));
    }

    /// <summary>The rows of a table or query as they are. The array is the same for each.</summary>
    public IEnumerable<object?[]> Rows(string from)
    {
        object?[]? values = null;
        return Run(new SqlStatement($"select * from {from}", []), reader =>
        {
            values ??= new object?[reader.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            return values;
        });
    }

    /// <summary>The columns of a table or query, without a row.</summary>
    public IReadOnlyList<SqlColumn> Describe(string from)
    {
        using var command = Write(new SqlStatement($"select * from {from} where 1 = 0", []));
        using var stop = new CommandStop(command, cancellationToken);
        return Guard(() =>
        {
            using var reader = command.ExecuteReaderAsync(cancellationToken).GetAwaiter().GetResult();
            return ColumnTypes.Describe(reader, Dialect.Name);
        });
    }

    public void Dispose()
    {
        transaction?.Dispose();
        shards?.End();
        try
        {
            if (isOwned)
            {
                connection.Dispose();
            }
            else if (isOpened)
            {
                connection.Close();
            }
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            // What is broken needs no closing.
        }
    }

    private void Begin(SqlDialectName? dialect)
    {
        try
        {
            if (connection.State is ConnectionState.Broken)
            {
                connection.Close();
            }

            if (connection.State is ConnectionState.Closed)
            {
                isOpened = true;
                connection.OpenAsync(cancellationToken).GetAwaiter().GetResult();
            }
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            throw errors.Opening(e, cancellationToken);
        }

        Dialect = SqlDialects.Of(dialect ?? Guard(() => DialectDetection.Detect(connection)));
        transaction = Guard(() => ReadOnlyTransaction.Begin(connection, Dialect.Name, isOwned));
    }

    private IEnumerable<T> Run<T>(SqlStatement statement, Func<DbDataReader, T> read)
    {
        using var command = Write(statement);
        StatementWatch.Tell(statement);
        using var limit = StatementLimit.Of(command, timeout, cancellationToken);
        using var stop = new CommandStop(command, limit.Token);
        var isAtEnd = false;
        var reader = Limited(limit, () => command.ExecuteReaderAsync(cancellationToken).GetAwaiter().GetResult());
        try
        {
            while (Limited(limit, () => reader.ReadAsync(cancellationToken).GetAwaiter().GetResult()))
            {
                // Rows that have come already are not stopped by a driver.
                cancellationToken.ThrowIfCancellationRequested();
                yield return Guard(() => read(reader));
            }

            isAtEnd = true;
        }
        finally
        {
            // A reader that is left early would read the rest before it closes.
            if (!isAtEnd)
            {
                stop.Begin();
            }

            Close(reader);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private DbCommand Write(SqlStatement statement)
    {
        var command = Guard(connection.CreateCommand);
        CommandText.Write(command, statement, CommandText.HasPlaces(connection));

        // Drivers give up after half a minute, in which no report of millions of rows is made. That of SQLite only waits so long for a lock.
        command.CommandTimeout = timeout ?? (Dialect.Name is SqlDialectName.Sqlite ? command.CommandTimeout : 0);
        command.Transaction = transaction?.Transaction ?? command.Transaction;
        return command;
    }

    private T Limited<T>(StatementLimit limit, Func<T> work)
    {
        limit.Begin();
        try
        {
            return work();
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            throw limit.IsOver && !cancellationToken.IsCancellationRequested ? errors.TimedOut() : errors.Asking(e, connection.State, cancellationToken);
        }
        finally
        {
            limit.End();
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            throw errors.Asking(e, connection.State, cancellationToken);
        }
    }

    private static void Close(DbDataReader reader)
    {
        try
        {
            reader.Dispose();
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            // It was stopped, or its connection is gone; whoever read from it knows.
        }
    }
}
