using System;
using System.Data.Common;
using System.Reflection;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Stops a command when its token says so: again and again until it ends, since a driver forgets what it is told before the command runs.</summary>
internal sealed class CommandStop : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly object gate = new();
    private readonly Action stop;
    private readonly CancellationTokenRegistration registration;
    private Timer? timer;
    private bool isOver;

    public CommandStop(DbCommand command, CancellationToken cancellationToken)
    {
        stop = StopOf(command);
        registration = cancellationToken.Register(Begin);
    }

    /// <summary>Stops a command whose rows nobody wants any more.</summary>
    public void Begin()
    {
        lock (gate)
        {
            timer ??= isOver ? null : new Timer(_ => Stop(), null, TimeSpan.Zero, Pause);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            timer?.Dispose();
        }

        registration.Dispose();
    }

    private void Stop()
    {
        lock (gate)
        {
            if (isOver)
            {
                return;
            }

            try
            {
                stop();
            }
            catch (Exception e) when (DatabaseErrors.IsOfDriver(e))
            {
                // A command that cannot be stopped ends by itself, or with its connection.
            }
        }
    }

    // The drivers of SQLite by Microsoft do nothing in Cancel. Whoever loaded them, they lie on the same library.
    private static Action StopOf(DbCommand command)
    {
        var connection = command.Connection;
        return connection is not null && connection.GetType().GetProperty("Handle")?.GetValue(connection) is { } handle
            && handle.GetType() is { FullName: "SQLitePCL.sqlite3" } type
            && type.Assembly.GetType("SQLitePCL.raw")?.GetMethod("sqlite3_interrupt", BindingFlags.Public | BindingFlags.Static) is { } interrupt
            ? () => interrupt.Invoke(null, [handle])
            : PostgresCancel.Of(command) ?? command.Cancel;
    }
}
