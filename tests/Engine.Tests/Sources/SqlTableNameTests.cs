using System;
using CustomerMetrics.Engine.Sources.Sql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>Whatever is typed for a table can only be the name of one.</summary>
public sealed class SqlTableNameTests
{
    [Theory]
    [InlineData("orders", "\"orders\"")]
    [InlineData("sales.orders", "\"sales\".\"orders\"")]
    [InlineData("[dbo].[My Table]", "\"dbo\".\"My Table\"")]
    [InlineData("\"a\".\"b.c\"", "\"a\".\"b.c\"")]
    [InlineData("`a`.b", "\"a\".\"b\"")]
    [InlineData("\"say \"\"hi\"\"\"", "\"say \"\"hi\"\"\"")]
    [InlineData("[a]]b]", "\"a]b\"")]
    [InlineData("Größe", "\"Größe\"")]
    [InlineData("my orders", "\"my orders\"")]
    [InlineData("orders; drop table orders", "\"orders; drop table orders\"")]
    [InlineData("orders) --", "\"orders) --\"")]
    [InlineData("orders' or '1'='1", "\"orders' or '1'='1\"")]
    [InlineData("(select 1)", "\"(select 1)\"")]
    [InlineData("[a\"; drop table t; --]", "\"a\"\"; drop table t; --\"")]
    public void EachPartIsQuotedAnew(string name, string expected)
    {
        Assert.Equal(expected, TableName.Quote(name, SqlDialects.Of(SqlDialectName.PostgreSql)));
        Assert.Equal(expected, TableName.Quote(name, SqlDialects.Of(SqlDialectName.Sqlite)));
    }

    [Fact]
    public void SqlServerHasBrackets() => Assert.Equal("[dbo].[a]]; drop table t; --]", TableName.Quote("dbo.[a]]; drop table t; --]", SqlDialects.Of(SqlDialectName.SqlServer)));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("\"\"")]
    [InlineData("a.b.c.d.e")]
    [InlineData("\"open")]
    [InlineData("[open")]
    [InlineData("`open")]
    [InlineData("\"a\"b")]
    [InlineData("\"a\" .b")]
    [InlineData("a\"b")]
    [InlineData("a]b")]
    [InlineData("a\0")]
    [InlineData("a\nb")]
    [InlineData("\u0001as_of\u0001")]
    public void WhatIsNoNameIsRefused(string name)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => TableName.Parse(name));
        Assert.Equal("TableNameInvalid", failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void ANameThatPostgreSqlWouldCutIsRefused()
    {
        var name = new string('a', 64);
        Assert.Equal($"\"{name}\"", TableName.Quote(name, SqlDialects.Of(SqlDialectName.Sqlite)));
        Assert.Equal("TableNameInvalid", Assert.Throws<CustomerMetricsException>(() => TableName.Quote(name, SqlDialects.Of(SqlDialectName.PostgreSql))).ErrorId);
        Assert.Throws<CustomerMetricsException>(() => TableName.Parse(new string('a', 129)));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("my \"orders\"")]
    [InlineData("a.b")]
    [InlineData("Größe 1")]
    public void AWrittenPartIsReadAgain(string part) => Assert.Equal([part], TableName.Parse(TableName.Write(part)), StringComparer.Ordinal);
}
