using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Npgsql;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>
/// Rows on three servers, parted by the hash of the customer, and a fourth server that asks them: a partitioned table whose partitions are foreign tables.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private const int ShardCount = 3;

    private readonly PostgresServer coordinator;
    private readonly PostgresServer[] shards;
    private readonly string database;
    private readonly string[] databases;
    private int tables;

    private PostgresCluster(PostgresServer[] servers)
    {
        coordinator = servers[0];
        shards = servers[1..];
        database = coordinator.CreateDatabase();
        databases = [.. shards.Select(shard => shard.CreateDatabase())];
        coordinator.Execute(database, "CREATE EXTENSION postgres_fdw; CREATE EXTENSION dblink");
        for (var i = 0; i < ShardCount; i++)
        {
            coordinator.Execute(database, $"""
                CREATE SERVER shard{i} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '{shards[i].Port}', dbname '{databases[i]}', batch_size '1000', fetch_size '10000');
                CREATE USER MAPPING FOR {PostgresServer.Owner} SERVER shard{i} OPTIONS (user '{PostgresServer.Owner}', password '{shards[i].Password}');
                CREATE USER MAPPING FOR {PostgresServer.Reader} SERVER shard{i} OPTIONS (user '{PostgresServer.Reader}', password '{shards[i].Password}');
                GRANT USAGE ON FOREIGN SERVER shard{i} TO {PostgresServer.Reader};
                """);
        }
    }

    /// <summary>How a reader connects to the whole.</summary>
    public string ConnectionString => coordinator.ConnectionString(database, PostgresServer.Reader);

    /// <summary>How the owner connects to the whole.</summary>
    public string OwnerConnectionString => coordinator.ConnectionString(database);

    /// <summary>The password of the coordinator, which no message may hold.</summary>
    public string Password => coordinator.Password;

    /// <summary>How the owner connects to one shard.</summary>
    public IEnumerable<string> Shards => shards.Zip(databases, (shard, name) => shard.ConnectionString(name));

    /// <summary>All passwords, which no message may hold.</summary>
    public IEnumerable<string> Passwords => shards.Select(shard => shard.Password).Append(coordinator.Password);

    public static PostgresCluster Start()
    {
        var servers = new PostgresServer?[ShardCount + 1];
        try
        {
            Parallel.For(0, servers.Length, i => servers[i] = PostgresServer.Start());
            return new PostgresCluster([.. servers.Select(server => server!)]);
        }
        catch
        {
            foreach (var server in servers)
            {
                server?.Dispose();
            }

            throw;
        }
    }

    /// <summary>A new table, its name the same on the coordinator and on each shard.</summary>
    public string Load(SqlRows set)
    {
        var table = $"sales{++tables}";
        var columns = new PostgresTable(set).Columns();
        coordinator.Execute(database, $"CREATE TABLE {table} ({columns}) PARTITION BY HASH ({PostgresTable.Quote(SqlLaboratory.Columns[0])})");
        for (var i = 0; i < ShardCount; i++)
        {
            shards[i].Execute(databases[i], $"CREATE TABLE {table} ({columns})");
            coordinator.Execute(database, $"CREATE FOREIGN TABLE {table}_{i} PARTITION OF {table} FOR VALUES WITH (MODULUS {ShardCount}, REMAINDER {i}) SERVER shard{i} OPTIONS (table_name '{table}')");
        }

        // By way of a table beside it: rows that are copied go to the shards one by one, rows that are inserted by the thousand.
        using var connection = new NpgsqlConnection(coordinator.ConnectionString(database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TEMPORARY TABLE loaded ({columns})";
        command.ExecuteNonQuery();
        new PostgresTable(set).Copy(connection, "loaded");
        command.CommandText = $"INSERT INTO {table} SELECT * FROM loaded";
        command.ExecuteNonQuery();
        return table;
    }

    public void Execute(string sql) => coordinator.Execute(database, sql);

    public void ExecuteOnShards(string sql)
    {
        for (var i = 0; i < ShardCount; i++)
        {
            shards[i].Execute(databases[i], sql);
        }
    }

    /// <summary>Stops one of the three, as a failure of its machine would.</summary>
    public void StopShard(int index) => shards[index].Dispose();

    public void Dispose()
    {
        coordinator.Dispose();
        Array.ForEach(shards, shard => shard.Dispose());
    }
}
