using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A way to a database: opens a session for each question, and closes what it opened.</summary>
internal sealed class Database(DatabaseOptions options, ShardedTable? shards = null)
{
    /// <summary>Opens the connection, if it is not, and a transaction that only reads.</summary>
    public DatabaseSession Open(CancellationToken cancellationToken) => DatabaseSession.Open(options, cancellationToken, shards);
}
