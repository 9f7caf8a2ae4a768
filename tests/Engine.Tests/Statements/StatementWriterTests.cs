using System;
using System.IO;
using CustomerMetrics.Engine.Statements;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class StatementWriterTests
{
    [Theory]
    [InlineData(StatementFormat.Html, "<!DOCTYPE html>")]
    [InlineData(StatementFormat.Markdown, "# Customer asset statement, March 2021")]
    [InlineData(StatementFormat.Text, "Customer asset statement, March 2021\n===")]
    [InlineData(StatementFormat.Json, "{")]
    public void WritesTheFormatAskedFor(StatementFormat format, string start)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement.out");
        StatementWriter.Write(Given.ManyMonths(3), path, format, default);
        Assert.StartsWith(start, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void KeepsAnExistingFileWhenAsked()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement.html");
        File.WriteAllText(path, "mine");
        var failure = Assert.Throws<CustomerMetricsException>(() => StatementWriter.Write(Given.ManyMonths(3), path, StatementFormat.Html, new FileWriteOptions(NoClobber: true, Force: false)));
        Assert.Equal("FileExists", failure.ErrorId);
        Assert.Equal("mine", File.ReadAllText(path));
    }
}
