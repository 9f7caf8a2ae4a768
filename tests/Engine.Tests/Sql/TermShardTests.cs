using System.Globalization;
using System.Linq;
using System.Threading;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Subscriptions of a table whose customers are spread over servers: each answers for its own, and the sums are those of all.</summary>
public sealed class TermShardTests(ShardTests.ClusterFixture fixture) : IClassFixture<ShardTests.ClusterFixture>
{
    private const int ShardCount = 3;

    [Fact]
    public void EachServerAnswersForItsCustomers()
    {
        var cluster = fixture.Cluster;

        // Of few sets more than a handful of customers, so that no server has all of them.
        foreach (var set in Enumerable.Range(0, 100).Select(seed => new TermRows(seed)).Where(set => set.Rows.Count > 30 && set.Rows.DistinctBy(row => row.Customer).Skip(4).Any()).Take(2))
        {
            var table = string.Create(CultureInfo.InvariantCulture, $"terms{set.Seed}");
            cluster.ExecuteOnShards($"CREATE TABLE {table} ({TermLaboratory.PostgresColumns(set)})");
            cluster.Execute($"CREATE TABLE {table} ({TermLaboratory.PostgresColumns(set)}) PARTITION BY HASH ({PostgresTable.Quote(TermLaboratory.Columns[0])})");
            for (var i = 0; i < ShardCount; i++)
            {
                cluster.Execute($"CREATE FOREIGN TABLE {table}_{i} PARTITION OF {table} FOR VALUES WITH (MODULUS {ShardCount}, REMAINDER {i}) SERVER shard{i} OPTIONS (schema_name 'public', table_name '{table}')");
            }

            using (var owner = new NpgsqlConnection(cluster.OwnerConnectionString))
            {
                owner.Open();
                TermLaboratory.FillPostgres(owner, table, set);
            }

            using var connection = new NpgsqlConnection(cluster.ConnectionString);
            connection.Open();
            var source = TestSource.Engine.Connect(new() { Connection = connection, Table = table, PerShard = true }, TermLaboratory.Options(set), CancellationToken.None);
            var memory = TermLaboratory.InMemory(set);
            Assert.All(TermQuestions.Of(set).ToList(), question => Assert.Equal(question.Ask(memory), question.Ask(source)));
        }
    }
}
