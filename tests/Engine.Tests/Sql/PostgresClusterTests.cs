using System.Linq;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>What the other tests take for granted of the cluster.</summary>
public sealed class PostgresClusterTests
{
    [Fact]
    public void RowsLieOnEachShardAndTheWholeIsAnswered()
    {
        Assert.SkipWhen(PostgresFixture.Reason is not null, $"Skipped: {PostgresFixture.Reason}.");
        using var cluster = PostgresCluster.Start();
        var set = new SqlRows(2, 3_000);
        cluster.Load(set);
        var counts = cluster.Shards.Select(Count).ToList();
        Assert.Equal(3, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 1, 2_998));
        Assert.Equal(3_000, counts.Sum());
        Assert.Equal(3_000, Count(cluster.ConnectionString));
        cluster.StopShard(1);
        Assert.ThrowsAny<PostgresException>(() => Count(cluster.ConnectionString));
    }

    private static long Count(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {PostgresCluster.Table}";
        return (long)command.ExecuteScalar()!;
    }
}
