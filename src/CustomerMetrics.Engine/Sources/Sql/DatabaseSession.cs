using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>One question to a database: a connection, and a transaction in which all its statements see the same rows.</summary>
internal sealed class DatabaseSession : IDisposable
{
    private readonly DbConnection connection;
    private readonly bool isOwned;
    private readonly bool isOpened;
    private readonly int? timeout;
    private readonly CancellationToken cancellationToken;

    private DatabaseSession(DbConnection connection, bool isOwned, bool isOpened, int? timeout, CancellationToken cancellationToken)
    {
        this.connection = connection;
        this.isOwned = isOwned;
        this.isOpened = isOpened;
        this.timeout = timeout;
        this.cancellationToken = cancellationToken;
    }

    public static DatabaseSession Open(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var owned = options.Connection is null;
        var opened = options.Connection ?? (string.Equals(options.Provider, "Sqlite", StringComparison.OrdinalIgnoreCase) ? new SqliteConnection(options.ConnectionString) : new NpgsqlConnection(options.ConnectionString));
        var mustOpen = opened.State is not ConnectionState.Open;
        if (mustOpen)
        {
            opened.Open();
        }

        return new(opened, owned, mustOpen, options.CommandTimeout, cancellationToken);
    }

    public DbConnection Connection => connection;

    /// <summary>The rows of an answer, one by one.</summary>
    public IEnumerable<T> Query<T>(SqlStatement statement, Func<SqlRow, T> read)
    {
        using var command = connection.CreateCommand();
        var text = statement.Text;
        foreach (var value in statement.Parameters)
        {
            text = text.Replace(SqlStatement.Mark + value.Name + SqlStatement.Mark, "@" + value.Name, StringComparison.Ordinal);
            var parameter = command.CreateParameter();
            parameter.ParameterName = value.Name;
            parameter.Value = value.Value;
            command.Parameters.Add(parameter);
        }

        command.CommandText = text;
        command.CommandTimeout = timeout ?? command.CommandTimeout;
        StatementWatch.Tell(statement);
        using var stop = cancellationToken.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var row = new SqlRow(reader);
        while (reader.Read())
        {
            yield return read(row);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The columns of a table or query, without a row.</summary>
    public IReadOnlyList<SqlColumn> Describe(string from)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select * from {from} where 1 = 0";
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SqlColumn(reader.GetName(i), TypeOf(reader.GetFieldType(i), reader.GetDataTypeName(i))))];
    }

    private static SqlType TypeOf(Type type, string name) => type switch
    {
        _ when name is "timestamp with time zone" or "timestamptz" or "datetimeoffset" => SqlType.Instant,
        _ when name is "date" => SqlType.Date,
        _ when type == typeof(DateTime) => SqlType.DateTime,
        _ when type == typeof(DateTimeOffset) => SqlType.Instant,
        _ when type == typeof(DateOnly) => SqlType.Date,
        _ when type == typeof(decimal) => SqlType.Exact,
        _ when type == typeof(double) => SqlType.Double,
        _ when type == typeof(float) => SqlType.Single,
        _ when type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) => SqlType.Integer,
        _ when type == typeof(string) => SqlType.Text,
        _ => SqlType.Other,
    };

    public void Dispose()
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
}
