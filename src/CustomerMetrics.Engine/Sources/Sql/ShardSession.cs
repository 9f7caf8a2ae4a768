using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// The connections of a coordinator to the shards of a table, through dblink, for one question: each in a transaction that only reads and in which all its
/// statements see the same rows. The shards work at the same time; the coordinator merges what they answer.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="connection">The connection to the coordinator.</param>
/// <param name="write">Makes a command of the question's.</param>
/// <param name="errors">What failures of the coordinator are told as.</param>
/// <param name="cancellationToken">Stops all of it.</param>
internal sealed class ShardSession(ShardedTable table, DbConnection connection, Func<SqlStatement, DbCommand> write, DatabaseErrors errors, CancellationToken cancellationToken)
{
    private const int LongestPause = 50;

    // Text is read as it is written here, and names in it mean what they mean everywhere, whatever the shard's own settings.
    private const string Settings = "set standard_conforming_strings = on; set search_path = pg_catalog; set default_transaction_read_only = on; ";

    private static long connections;

    private readonly List<string> names = [];
    private string? lastShape;
    private bool isWorking;

    private string Functions => table.Functions;

    /// <summary>Has the shards answer, and writes the statement by which the coordinator merges the answers.</summary>
    public SqlStatement Ask(SqlStatement statement, ShardedStatement sharded)
    {
        if (names.Count == 0)
        {
            Connect();
        }

        Clear();
        var columns = ColumnsOf(statement);
        isWorking = true;
        Send(statement, sharded);
        Wait();
        isWorking = false;
        lastShape = string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
        var text = new SqlText();
        return text.Select(sharded.Merge.Write(columns, names.Select((name, i) => $"select * from {Result(text, i)} as shard({lastShape})")), SqlDialects.Of(SqlDialectName.PostgreSql), SqlMerge.Lines) with { Sharded = null };
    }

    /// <summary>Ends the connections, and what a shard still works at. They would outlive the transaction of the coordinator.</summary>
    public void End()
    {
        if (names.Count == 0 || connection.State is not ConnectionState.Open)
        {
            return;
        }

        var text = new SqlText();
        var ours = string.Join(", ", names.Select((_, i) => Name(text, i)));
        var cancel = isWorking ? $"{Functions}dblink_cancel_query(opened.name), " : "";
        var statement = text.Select($"select {cancel}{Functions}dblink_disconnect(opened.name) from unnest({Functions}dblink_get_connections()) as opened(name) where opened.name in ({ours})", SqlDialects.Of(SqlDialectName.PostgreSql), SqlMerge.Lines);
        using var command = connection.CreateCommand();
        CommandText.Write(command, statement, CommandText.HasPlaces(connection));
        try
        {
            command.ExecuteNonQuery();
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            // The connection is gone, and with it those to the shards.
        }
    }

    private void Connect()
    {
        foreach (var shard in table.Shards)
        {
            // Other connections of the same session have names as well.
            names.Add(Errors.Invariant($"customer_metrics_{Interlocked.Increment(ref connections)}"));
            var text = new SqlText();
            var name = Name(text, names.Count - 1);
            Run(shard, text, $"select {Functions}dblink_connect({name}, cast({text.Parameter("server", shard.Server)} as text))", Nothing);

            // Dates and times in text read as they do at the coordinator.
            var settings = $"cast({text.Parameter("settings", Settings)} as text) || format('set timezone = %L; set datestyle = %L', current_setting('timezone'), current_setting('datestyle'))";
            Run(shard, text, $"select {Functions}dblink_exec({name}, {settings})", Nothing);
            Run(shard, text, $"select {Functions}dblink_exec({name}, 'begin isolation level repeatable read, read only')", Nothing);
        }
    }

    // A connection takes a statement only when the answer of the one before has been read to its end, and a fact may leave one early.
    private void Clear()
    {
        if (lastShape is null)
        {
            return;
        }

        var text = new SqlText();
        var rests = names.Select((_, i) => $"(select count(*) from {Result(text, i)} as rest({lastShape}))").ToList();
        Run(null, text, $"select {string.Join(", ", rests.Concat(rests))}", Nothing);
        lastShape = null;
    }

    // The statement on the whole is described, not carried out.
    private List<(string Name, string Type)> ColumnsOf(SqlStatement statement) => Guard(null, () =>
    {
        using var command = write(statement);
        using var stop = new CommandStop(command, cancellationToken);
        using var reader = command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken).GetAwaiter().GetResult();
        return Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), ColumnTypes.Of(reader.GetFieldType(i), reader.GetDataTypeName(i), SqlDialectName.PostgreSql) switch
        {
            SqlType.Integer => "bigint",
            SqlType.Exact => "numeric",
            _ => "text",
        })).ToList();
    });

    private void Send(SqlStatement statement, ShardedStatement sharded)
    {
        var text = new SqlText();
        var sent = table.Shards.Select((shard, i) => $"{Functions}dblink_send_query({Name(text, i)}, cast({text.Parameter(Errors.Invariant($"statement{i}"), SqlLiterals.Write(sharded.On(shard.Table), statement.Parameters))} as text))");
        Run(null, text, $"select {string.Join(",\n    ", sent)}", Nothing, isTold: true);
    }

    // An answer is awaited by asking for it: the coordinator itself would wait without an ear for anybody who wants to stop it.
    private void Wait()
    {
        var text = new SqlText();
        var states = names.Select((_, i) => $"{Functions}dblink_is_busy({Name(text, i)}) as busy{i}, case when {Functions}dblink_error_message({Name(text, i)}) = 'OK' then 0 else 1 end as failed{i}");
        var question = $"select {string.Join(", ", states)}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Seconds() is > 0 and var seconds)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        for (var pause = 1; ; pause = Math.Min(pause * 2, LongestPause))
        {
            var shards = Run(null, text, question, row => names.Select((_, i) => (IsBusy: row.Small(Errors.Invariant($"busy{i}")) != 0, IsFailed: row.Small(Errors.Invariant($"failed{i}")) != 0)).ToList()).Single();
            if (shards.FindIndex(shard => shard.IsFailed) is >= 0 and var failed)
            {
                throw FailureOf(failed);
            }

            if (!shards.Exists(shard => shard.IsBusy))
            {
                return;
            }

            limit.Token.WaitHandle.WaitOne(pause);
            cancellationToken.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested)
            {
                throw errors.TimedOut();
            }
        }
    }

    // Its result is the failure, with its code.
    private CustomerMetricsException FailureOf(int index)
    {
        try
        {
            var text = new SqlText();
            Run(table.Shards[index], text, $"select * from {Result(text, index)} as failed(answer text)", Nothing);
            return Lost(table.Shards[index], "");
        }
        catch (CustomerMetricsException e)
        {
            return e;
        }
    }

    private int Seconds()
    {
        using var command = write(new SqlStatement("select 1", []));
        return command.CommandTimeout;
    }

    private string Name(SqlText text, int index) => $"cast({text.Parameter(Errors.Invariant($"connection{index}"), names[index])} as text)";

    private string Result(SqlText text, int index) => $"{Functions}dblink_get_result({Name(text, index)})";

    private List<T> Run<T>(Shard? shard, SqlText text, string body, Func<SqlRow, T> read, bool isTold = false)
    {
        var statement = text.Select(body, SqlDialects.Of(SqlDialectName.PostgreSql), SqlMerge.Lines);
        if (isTold)
        {
            StatementWatch.Tell(statement);
        }

        return Guard(shard, () =>
        {
            using var command = write(statement);
            using var stop = new CommandStop(command, cancellationToken);
            using var reader = command.ExecuteReaderAsync(cancellationToken).GetAwaiter().GetResult();
            var row = new SqlRow(reader);
            List<T> rows = [];
            while (reader.ReadAsync(cancellationToken).GetAwaiter().GetResult())
            {
                rows.Add(read(row));
            }

            return rows;
        });
    }

    private T Guard<T>(Shard? shard, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw shard is null || connection.State is not ConnectionState.Open ? errors.Asking(e, connection.State, cancellationToken)
                : DriverFaults.Of(e) is DatabaseFault.ConnectionLost or DatabaseFault.Unreachable or DatabaseFault.LoginRefused ? Lost(shard, DatabaseErrors.Code(e))
                : new DatabaseErrors(shard.Name, isQuery: false).Asking(e, connection.State, cancellationToken);
        }
    }

    private static bool Nothing(SqlRow row) => row.Has("");

    private static CustomerMetricsException Lost(Shard shard, string code) => new(
        "ShardLost",
        FailureKind.ConnectionFailed,
        $"The server {shard.Server} cannot be reached from the coordinator, or broke off{code}. There is no answer, since its customers are missing.",
        "Check that the server runs, and that the user mapping for it holds a user and a password; then ask again.",
        shard.Server);
}
