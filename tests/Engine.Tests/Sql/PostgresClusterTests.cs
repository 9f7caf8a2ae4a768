using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Facts of rows that lie on three servers.</summary>
public sealed class PostgresClusterTests
{
    [Fact]
    public void TheWholeIsAnsweredAndNeverAPartOfIt()
    {
        Assert.SkipWhen(PostgresFixture.Reason is not null, $"Skipped: {PostgresFixture.Reason}.");
        using var cluster = PostgresCluster.Start();

        // Many customers, so that no server has all of them.
        var sets = Enumerable.Range(0, 100).Select(seed => new SqlRows(seed)).Where(set => set.Rows.Count > 30 && set.Rows.DistinctBy(row => row.Customer).Skip(8).Any()).Take(2).Append(new SqlRows(1, 600)).ToList();
        foreach (var set in sets)
        {
            var table = cluster.Load(set);
            var counts = cluster.Shards.Select(shard => Count(shard, table)).ToList();
            Assert.Equal(set.Rows.Count, counts.Sum());
            Assert.True(counts.Count(count => count > 0) > 1, string.Join(' ', counts));
            Assert.Equal(set.Rows.Count, Count(cluster.ConnectionString, table));
            var differences = Equivalence.Differences(set, Connect(cluster, table, SqlLaboratory.Options(set))).Select(difference => $"seed {set.Seed}: {difference}").ToList();
            Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        }

        AssertAllOrNothing(cluster, sets[^1]);
    }

    // A server that is gone is an error, whatever is asked.
    private static void AssertAllOrNothing(PostgresCluster cluster, SqlRows set)
    {
        var table = cluster.Load(set);
        var source = Connect(cluster, table, SqlLaboratory.Options(set) with { AsOf = set.End });
        var asOf = DateOnly.FromDateTime(set.End).DayNumber;
        var question = new LedgerQuestion(PeriodUnit.Year, ActivityRule.Period, 0, asOf, set.Refund, []);
        Action[] asked = [() => _ = CustomerFacts.Ledger(source, question, CancellationToken.None), () => _ = CustomerFacts.Summaries(source, asOf, [], CancellationToken.None).ToList()];
        Assert.All(asked, ask => ask());
        cluster.StopShard(1);
        Assert.All(asked, ask => Assert.DoesNotContain(cluster.Password, Assert.Throws<CustomerMetricsException>(ask).ToString(), StringComparison.Ordinal));
    }

    private static ConnectedSource Connect(PostgresCluster cluster, string table, ImportOptions options) =>
        TestSource.Engine.Connect(new() { Connection = new NpgsqlConnection(cluster.ConnectionString), Table = table }, options, CancellationToken.None);

    private static long Count(string connectionString, string table)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
