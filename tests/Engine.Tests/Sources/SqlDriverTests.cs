using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using CustomerMetrics.Engine.Sources.Sql;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>What is known of drivers that no test can load: by the names of their types, by their codes, and by how they take values.</summary>
public sealed class SqlDriverTests
{
    [Fact]
    public void AConnectionTellsItsDialect()
    {
        using var sqlite = new SqliteConnection();
        using var postgres = new NpgsqlConnection();
        using var derived = new DerivedConnection();
        using var odbc = new OdbcConnection("Microsoft SQL Server");
        Assert.Equal(SqlDialectName.Sqlite, DialectDetection.Detect(sqlite));
        Assert.Equal(SqlDialectName.PostgreSql, DialectDetection.Detect(postgres));
        Assert.Equal(SqlDialectName.SqlServer, DialectDetection.Detect(derived));
        Assert.Equal(SqlDialectName.SqlServer, DialectDetection.Detect(odbc));
    }

    [Theory]
    [InlineData("PostgreSQL", SqlDialectName.PostgreSql)]
    [InlineData("SQLite", SqlDialectName.Sqlite)]
    [InlineData("Microsoft SQL Server", SqlDialectName.SqlServer)]
    public void AProductTellsItsDialect(string product, SqlDialectName expected) => Assert.Equal(expected, DialectDetection.OfProduct("OdbcConnection", product));

    [Theory]
    [InlineData("OdbcConnection", "MySQL", "DialectNotSupported")]
    [InlineData("MySqlConnection", null, "DialectNotSupported")]
    [InlineData("OracleConnection", null, "DialectNotSupported")]
    [InlineData("DuckDBConnection", null, "DialectNotSupported")]
    [InlineData("OdbcConnection", null, "DialectUnknown")]
    [InlineData("OdbcConnection", "Something", "DialectUnknown")]
    public void OtherProductsAreRefused(string driver, string? product, string id)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => DialectDetection.OfProduct(driver, product));
        Assert.Equal(id, failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void ADriverThatTellsNothingIsAskedAbout()
    {
        using var silent = new OdbcConnection(null);
        Assert.Equal("DialectUnknown", Assert.Throws<CustomerMetricsException>(() => DialectDetection.Detect(silent)).ErrorId);
    }

    [Fact]
    public void ValuesGoByName()
    {
        using var command = new SqliteCommand();
        CommandText.Write(command, Statement(), hasPlaces: false);
        Assert.Equal("select '@b' where a = @a and b = @b or @a > 1", command.CommandText);
        Assert.Equal(["a=1", "b=two"], command.Parameters.Cast<DbParameter>().Select(parameter => $"{parameter.ParameterName}={parameter.Value}"));
    }

    [Fact]
    public void ValuesGoInTheOrderOfTheirPlaces()
    {
        using var command = new SqliteCommand();
        CommandText.Write(command, Statement(), hasPlaces: true);
        Assert.Equal("select '@b' where a = ? and b = ? or ? > 1", command.CommandText);
        Assert.Equal(["1", "two", "1"], command.Parameters.Cast<DbParameter>().Select(parameter => parameter.Value!.ToString()));
    }

    [Fact]
    public void DriversWithoutNamesAreKnown()
    {
        using var odbc = new OdbcConnection(null);
        using var sqlite = new SqliteConnection();
        Assert.True(CommandText.HasPlaces(odbc));
        Assert.False(CommandText.HasPlaces(sqlite));
    }

    [Theory]
    [InlineData(208, "TableNotFound")]
    [InlineData(229, "PermissionMissing")]
    [InlineData(18456, "LoginRefused")]
    [InlineData(-2, "StatementTimedOut")]
    [InlineData(8115, "MoneyOutOfRange")]
    [InlineData(10054, "ConnectionLost")]
    [InlineData(1105, "DatabaseFull")]
    [InlineData(207, "DatabaseFailed")]
    [InlineData(50000, "DatabaseFailed")]
    public void CodesOfSqlServerAreTold(int number, string id) => AssertTold(new SqlException(number), id);

    [Theory]
    [InlineData("42S02", "TableNotFound")]
    [InlineData("28000", "LoginRefused")]
    [InlineData("HYT00", "StatementTimedOut")]
    [InlineData("08S01", "ConnectionLost")]
    [InlineData("22003", "MoneyOutOfRange")]
    [InlineData("53100", "DatabaseFull")]
    [InlineData("HY000", "DatabaseFailed")]
    public void CodesOfOdbcAreTold(string state, string id) => AssertTold(new OdbcException(state), id);

    [Fact]
    public void AQueryIsToldInTheWordsOfTheDatabase()
    {
        var failure = new DatabaseErrors("the query", isQuery: true).Asking(new SqlException(207), ConnectionState.Open, default);
        Assert.Equal("QueryInvalid", failure.ErrorId);
        Assert.EndsWith("It says: Invalid '…' and " + new string('x', 200 - "Invalid '…' and ".Length) + "…", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(DateTime), "datetime2", nameof(SqlType.DateTime))]
    [InlineData(typeof(DateTime), "DBTYPE_DBDATE", nameof(SqlType.Date))]
    [InlineData(typeof(DateTimeOffset), "datetimeoffset", nameof(SqlType.Instant))]
    [InlineData(typeof(DateTime), "timestamptz", nameof(SqlType.Instant))]
    [InlineData(typeof(decimal), "money", nameof(SqlType.Exact))]
    [InlineData(typeof(byte), "tinyint", nameof(SqlType.Integer))]
    [InlineData(typeof(string), "nvarchar", nameof(SqlType.Text))]
    [InlineData(typeof(Guid), "uniqueidentifier", nameof(SqlType.Other))]
    public void TypesAreKnownByTheirNames(Type type, string name, string expected) => Assert.Equal(expected, ColumnTypes.Of(type, name, SqlDialectName.SqlServer).ToString());

    private static SqlStatement Statement()
    {
        const char mark = SqlStatement.Mark;
        return new($"select '@b' where a = {mark}a{mark} and b = {mark}b{mark} or {mark}a{mark} > 1", [new("a", 1), new("b", "two")]);
    }

    private static void AssertTold(Exception failure, string id)
    {
        var told = new DatabaseErrors("orders", isQuery: false).Asking(failure, ConnectionState.Open, default);
        Assert.Equal(id, told.ErrorId);
        Assert.Null(told.InnerException);
        Assert.DoesNotContain("secret", told.ToString(), StringComparison.Ordinal);
    }

    private sealed class SqlException(int number) : DbException($"Invalid 'secret' and {new string('x', 400)}\nsecret")
    {
        public int Number { get; } = number;
    }

    private sealed class OdbcException(string state) : DbException("secret")
    {
        public IReadOnlyList<OdbcError> Errors { get; } = [new(state)];
    }

    private sealed record OdbcError(string SQLState);

    private class SqlConnection : Connection;

    private sealed class DerivedConnection : SqlConnection;

    private sealed class OdbcConnection(string? product) : Connection
    {
        public override DataTable GetSchema(string collectionName)
        {
            var table = new DataTable(collectionName);
            table.Columns.Add(DbMetaDataColumnNames.DataSourceProductName);
            table.Rows.Add(product ?? throw new NotSupportedException());
            return table;
        }
    }

    private abstract class Connection : DbConnection
    {
        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => ConnectionState.Closed;

        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

        public override void Close() => throw new NotSupportedException();

        public override void Open() => throw new NotSupportedException();

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();
    }
}
