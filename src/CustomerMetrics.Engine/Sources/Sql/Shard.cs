using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A part of a partitioned table on a server of its own.</summary>
/// <param name="Server">The server as the coordinator calls it.</param>
/// <param name="Table">The quoted name that the table has there.</param>
internal sealed record Shard(string Server, string Table)
{
    /// <summary>What messages call it.</summary>
    public string Name => $"{Table} on the server {Server}";
}

/// <summary>A table that is partitioned by customer over servers.</summary>
/// <param name="Functions">What the names of dblink's functions begin with: their schema, quoted, and a point.</param>
/// <param name="Shards">Its parts.</param>
internal sealed record ShardedTable(string Functions, IReadOnlyList<Shard> Shards);
