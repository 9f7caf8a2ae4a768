using System;
using System.IO;
using System.Net;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>The drivers, and connection strings that never come out again.</summary>
public sealed class SqlProviderTests
{
    private const string Secret = "hunter2secret";

    [Fact]
    public void SqliteOnlyReadsAndIsFoundFromTheFolderOfTheUser()
    {
        using var folder = new TemporaryFolder();
        using var connection = Providers.Create(new() { Provider = DatabaseProvider.Sqlite, ConnectionString = "Data Source=orders.db", Folder = Path.GetDirectoryName(folder.File("x")) });
        var made = new SqliteConnectionStringBuilder(connection.ConnectionString);
        Assert.Equal(folder.File("orders.db"), made.DataSource);
        Assert.Equal(SqliteOpenMode.ReadOnly, made.Mode);
        Assert.False(made.Pooling);
    }

    [Theory]
    [InlineData("Data Source=:memory:", ":memory:")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared", "shared")]
    [InlineData("Data Source=file:orders.db?immutable=1", "file:orders.db?immutable=1")]
    public void SqliteThatIsNoFileStaysAsItIs(string given, string expected)
    {
        using var connection = Providers.Create(new() { Provider = DatabaseProvider.Sqlite, ConnectionString = given, Folder = "/somewhere" });
        Assert.Equal(expected, new SqliteConnectionStringBuilder(connection.ConnectionString).DataSource);
    }

    [Fact]
    public void ACredentialGoesWhereTheDriverLooksForIt()
    {
        using var connection = Providers.Create(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = "Host=h;Database=d;Password=old", Credential = new NetworkCredential("anna", Secret + ";Host=elsewhere") });
        var made = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        Assert.Equal(("h", "anna", Secret + ";Host=elsewhere"), (made.Host, made.Username, made.Password));
        Assert.False(made.Pooling);
    }

    /// <summary>The parser of T-SQL brings a driver of SQL Server into the folder of the tests.</summary>
    [Fact]
    public void ADriverThatIsThereIsFoundByName()
    {
        using var connection = Providers.Create(new() { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=h;Database=d", Credential = new NetworkCredential("anna", Secret) });
        var made = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        Assert.Equal(("SqlConnection", "anna", Secret), (connection.GetType().Name, made["User ID"], made["Password"]));
    }

    [Fact]
    public void SqliteHasNoUsers()
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => Providers.Create(new() { Provider = DatabaseProvider.Sqlite, ConnectionString = "Data Source=a.db", Credential = new NetworkCredential("anna", Secret) }));
        Assert.Equal("CredentialUnused", failure.ErrorId);
    }

    [Theory]
    [InlineData(DatabaseProvider.PostgreSql, "Host=h;Pasword=" + Secret)]
    [InlineData(DatabaseProvider.PostgreSql, "Host=h;Port=" + Secret)]
    [InlineData(DatabaseProvider.PostgreSql, Secret)]
    [InlineData(DatabaseProvider.PostgreSql, "Host=h;Password='" + Secret)]
    [InlineData(DatabaseProvider.Sqlite, "Data Source=a.db;Mode=" + Secret)]
    [InlineData(DatabaseProvider.Sqlite, Secret + "=1")]
    public void ABadConnectionStringIsNotShown(DatabaseProvider provider, string given)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => Providers.Create(new() { Provider = provider, ConnectionString = given }));
        Assert.Equal("ConnectionStringInvalid", failure.ErrorId);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseProvider.Odbc)]
    [InlineData(DatabaseProvider.OleDb)]
    public void ADriverThatIsNotThereIsNamed(DatabaseProvider provider)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => Providers.Create(new() { Provider = provider, ConnectionString = "Password=" + Secret }));
        Assert.Equal("ProviderNotFound", failure.ErrorId);
        Assert.Contains("-Connection", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void AConnectionStringNeedsAProvider() =>
        Assert.Equal("ProviderMissing", Assert.Throws<CustomerMetricsException>(() => Providers.Create(new() { ConnectionString = "Data Source=a.db" })).ErrorId);
}
