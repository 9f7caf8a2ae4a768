using System;
using System.Data.Common;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// Cancels what a connection to PostgreSQL is doing. The server drops a cancel that comes between the messages of a command, and the driver sends one only;
/// so every further one goes through a connection of its own.
/// </summary>
internal sealed class PostgresCancel(DbCommand command, ICloneable connection, int process)
{
    private bool isSent;

    /// <summary>The way to cancel; null for other drivers.</summary>
    public static Action? Of(DbCommand command) =>
        command.Connection is ICloneable connection && connection.GetType().GetProperty("ProcessID")?.GetValue(connection) is int process && DialectDetection.IsOfType(command.Connection, "NpgsqlConnection")
            ? new PostgresCancel(command, connection, process).Send
            : null;

    private void Send()
    {
        if (!isSent)
        {
            isSent = true;
            command.Cancel();
            return;
        }

        using var other = (DbConnection)connection.Clone();
        other.Open();
        using var cancel = other.CreateCommand();
        cancel.CommandText = Errors.Invariant($"select pg_cancel_backend({process})");
        cancel.ExecuteNonQuery();
    }
}
