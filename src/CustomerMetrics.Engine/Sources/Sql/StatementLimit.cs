using System;
using System.Data.Common;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// The time that a statement may take, for drivers that keep none: those of SQLite by Microsoft only limit the wait for a lock. Only the database's own time
/// counts, not that of whoever takes the rows.
/// </summary>
internal sealed class StatementLimit : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly CancellationToken stopped;
    private readonly TimeSpan? time;

    private StatementLimit(TimeSpan? time, CancellationToken stopped)
    {
        this.time = time;
        this.stopped = stopped;
        source = CancellationTokenSource.CreateLinkedTokenSource(stopped);
    }

    public static StatementLimit Of(DbCommand command, int? seconds, CancellationToken stopped) =>
        new(seconds > 0 && command.GetType().Name == "SqliteCommand" ? TimeSpan.FromSeconds(seconds.Value) : null, stopped);

    /// <summary>Cancelled when the time is over or the user stops the command.</summary>
    public CancellationToken Token => source.Token;

    public bool IsOver => source.IsCancellationRequested && !stopped.IsCancellationRequested;

    public void Begin()
    {
        if (time is { } limit)
        {
            source.CancelAfter(limit);
        }
    }

    public void End()
    {
        if (time is not null)
        {
            source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => source.Dispose();
}
