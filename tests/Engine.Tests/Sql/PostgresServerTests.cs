using System.Collections.Generic;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>What the other tests of SQL take for granted of the server.</summary>
public sealed class PostgresServerTests(PostgresFixture postgres)
{
    [Fact]
    public void TheReaderReadsAndMakesNothing()
    {
        var server = postgres.Server;
        var database = server.CreateDatabase();
        server.Execute(database, "CREATE TABLE sales (customer text); INSERT INTO sales VALUES ('a')");
        Assert.Equal(["a"], Query(server.ConnectionString(database, PostgresServer.Reader), "SELECT customer FROM sales"));
        foreach (var sql in new[] { "CREATE TABLE made (a text)", "CREATE TEMPORARY TABLE made (a text)", "DELETE FROM sales" })
        {
            var error = Assert.Throws<PostgresException>(() => Query(server.ConnectionString(database, PostgresServer.Reader), sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        }
    }

    [Fact]
    public void OneDatabaseSortsByBytesAndOneAsPeopleDo()
    {
        var server = postgres.Server;
        const string sql = "SELECT name FROM (VALUES ('b'), ('B'), ('a'), ('C')) names (name) ORDER BY name";
        Assert.Equal(["B", "C", "a", "b"], Query(server.ConnectionString(server.CreateDatabase()), sql));
        Assert.Equal(["a", "b", "B", "C"], Query(server.ConnectionString(server.CreateDatabase(sortsAsPeopleDo: true)), sql));
    }

    [Fact]
    public void AWrongPasswordIsRefused()
    {
        var connectionString = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString("postgres")) { Password = "wrong" }.ConnectionString;
        var error = Assert.Throws<PostgresException>(() => Query(connectionString, "SELECT 'in'"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
    }

    private static List<string> Query(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
