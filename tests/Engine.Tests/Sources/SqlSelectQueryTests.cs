using CustomerMetrics.Engine.Sources.Sql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>A query is one SELECT, read as its database reads it, or it is refused.</summary>
public sealed class SqlSelectQueryTests
{
    [Theory]
    [InlineData("select 1", "select 1")]
    [InlineData("  -- all\n select 1 ; \n", "  -- all\n select 1")]
    [InlineData("select 1; -- done", "select 1")]
    [InlineData("select 1 /* done */", "select 1")]
    [InlineData("with a as (select 1) select * from a", "with a as (select 1) select * from a")]
    [InlineData("select ';', ')' from \"a;b)\"", "select ';', ')' from \"a;b)\"")]
    [InlineData("select 'it''s', '' from t", "select 'it''s', '' from t")]
    [InlineData("select '--', '/*' from t", "select '--', '/*' from t")]
    [InlineData("select 1 -- it's (\n from t", "select 1 -- it's (\n from t")]
    [InlineData("SELECT\r\n\t1", "SELECT\r\n\t1")]
    [InlineData("select('a')", "select('a')")]
    public void OneSelectIsTaken(string query, string expected)
    {
        Assert.Equal(expected, SelectQuery.Check(query, SqlDialectName.Sqlite, hasPlaces: false));
        Assert.Equal(expected, SelectQuery.Check(query, SqlDialectName.PostgreSql, hasPlaces: false));
    }

    [Theory]
    [InlineData(SqlDialectName.PostgreSql, "select $$it's ; )$$, $a$ $$ $b$ $a$ from t")]
    [InlineData(SqlDialectName.PostgreSql, "select E'it\\'s ; )', e'\\\\' from t")]
    [InlineData(SqlDialectName.PostgreSql, "select /* a /* b */ ; ) */ 1")]
    [InlineData(SqlDialectName.PostgreSql, "select a[1:2], x::text, some$name from t")]
    [InlineData(SqlDialectName.PostgreSql, "select like'\\' from t")]
    [InlineData(SqlDialectName.Sqlite, "select [a;b)'], `c;d)'` from t")]
    [InlineData(SqlDialectName.Sqlite, "select 'a\\' from t")]
    [InlineData(SqlDialectName.Sqlite, "select 1 /* a /* b */ from t")]
    [InlineData(SqlDialectName.SqlServer, "select [a]];b)'] from #t where a = $5")]
    public void WhatOneDatabaseReadsIsPassedOver(SqlDialectName dialect, string query) => Assert.Equal(query, SelectQuery.Check(query, dialect, hasPlaces: false));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("-- nothing")]
    [InlineData("delete from t")]
    [InlineData("values (1)")]
    [InlineData("(select 1)")]
    [InlineData("selected")]
    [InlineData("explain select 1")]
    [InlineData("pragma query_only = 0")]
    [InlineData("select 1; drop table t")]
    [InlineData("select 1;;")]
    [InlineData("select 1) as x; drop table t; --")]
    [InlineData("select 1) union (select 2")]
    [InlineData("select (1")]
    [InlineData("select 'open")]
    [InlineData("select \"open")]
    [InlineData("select 1 /* open")]
    [InlineData("select 1 -- \r ) drop table t")]
    [InlineData("select '\u0001as_of\u0001'")]
    [InlineData("select 1\0")]
    [InlineData("select \u00851")]
    [InlineData("\u001Bselect 1")]
    public void AllElseIsRefused(string query)
    {
        foreach (var dialect in System.Enum.GetValues<SqlDialectName>())
        {
            var failure = Assert.Throws<CustomerMetricsException>(() => SelectQuery.Check(query, dialect, hasPlaces: false));
            Assert.Equal("QueryInvalid", failure.ErrorId);
            Assert.Equal(FailureKind.InvalidArgument, failure.Kind);
            Assert.NotEmpty(failure.Remedy);
        }
    }

    // Each would be harmless to a reader who takes the text or the comment for one that it is not.
    [Theory]
    [InlineData(SqlDialectName.Sqlite, "select '\\' ) ; drop table t --'")]
    [InlineData(SqlDialectName.Sqlite, "select /* /* */ ) ; drop table t /* */ */ 1")]
    [InlineData(SqlDialectName.Sqlite, "select [a]] ) ; drop table t --]")]
    [InlineData(SqlDialectName.Sqlite, "select $a(') ) ; drop table t --'")]
    [InlineData(SqlDialectName.Sqlite, "select @a")]
    [InlineData(SqlDialectName.Sqlite, "select :a")]
    [InlineData(SqlDialectName.Sqlite, "select $$ ' $$ ) --'")]
    [InlineData(SqlDialectName.PostgreSql, "select E'\\\\' ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select e'a'\n'\\' ' ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select e'a' -- b\n'\\' ' ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select xe'\\' ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select 1e'\\' ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select 1$$'$$ ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select $1$$'$$ ) ; drop table t --'")]
    [InlineData(SqlDialectName.PostgreSql, "select $a$ $b$ ) ; drop table t")]
    [InlineData(SqlDialectName.PostgreSql, "select [ ) ; drop table t ]")]
    [InlineData(SqlDialectName.PostgreSql, "select ` ) ; drop table t `")]
    [InlineData(SqlDialectName.PostgreSql, "select a$$ ) ; drop table t $$")]
    [InlineData(SqlDialectName.SqlServer, "select ` ) ; drop table t `")]
    [InlineData(SqlDialectName.SqlServer, "select $$ ) ; drop table t $$")]
    [InlineData(SqlDialectName.SqlServer, "with a as (select 1 b) select * from a")]
    public void DisguisesAreRefused(SqlDialectName dialect, string query) =>
        Assert.Equal("QueryInvalid", Assert.Throws<CustomerMetricsException>(() => SelectQuery.Check(query, dialect, hasPlaces: false)).ErrorId);

    [Fact]
    public void AQuestionMarkIsThePlaceOfAValueForSomeDrivers()
    {
        Assert.Equal("QueryInvalid", Assert.Throws<CustomerMetricsException>(() => SelectQuery.Check("select a ? b", SqlDialectName.PostgreSql, hasPlaces: true)).ErrorId);
        Assert.Equal("select a ? b", SelectQuery.Check("select a ? b", SqlDialectName.PostgreSql, hasPlaces: false));
        Assert.Equal("select '?'", SelectQuery.Check("select '?'", SqlDialectName.PostgreSql, hasPlaces: true));
    }

    [Fact]
    public void SqlServerHasViewsForSteps() =>
        Assert.Contains("view", Assert.Throws<CustomerMetricsException>(() => SelectQuery.Check("WITH a AS (SELECT 1 b) SELECT * FROM a", SqlDialectName.SqlServer, hasPlaces: false)).Remedy, System.StringComparison.Ordinal);
}
