using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Statements;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>A statement as a folder of tables.</summary>
public sealed class CsvRendererTests
{
    private const string Rows = "a 24-01-05 1234.5; b 24-01-06 50; a 24-02-03 80; c 24-02-09 10; a 24-03-03 80";

    [Fact]
    public void EveryTableIsAFileWithItsNumbersAsTheyAre()
    {
        var statement = Given.Statement(Rows, currency: "EUR");
        var files = Read(statement);
        foreach (var (section, table) in statement.Sections.SelectMany(section => section.Blocks.OfType<StatementTable>().Select(table => (section, table))))
        {
            var lines = Lines(files[section.Id + (table.Name is null ? "" : "-" + table.Name) + ".csv"]);
            Assert.Equal(string.Join(',', table.Columns.Where(column => column.Kind is not ValueKind.Bar).Select(column => column.Name.Contains(',', StringComparison.Ordinal) ? $"\"{column.Name}\"" : column.Name)), lines[0]);
            Assert.Equal(table.Rows.Count + 1, lines.Count);
        }

        Assert.Contains(",1284.5", files["money.csv"], StringComparison.Ordinal);
        Assert.Contains("AsOf,2024-03-04", files["about.csv"], StringComparison.Ordinal);
        Assert.Contains(statement.Footnotes[^1].Replace("\"", "\"\"", StringComparison.Ordinal), files["text.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public void TheContentsNameEveryFile()
    {
        var files = Read(Given.Statement(Rows));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), Lines(files["contents.csv"]).Skip(1).Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NobodyIsZeroAndNotKnownIsEmpty()
    {
        var cohorts = Lines(Read(Given.Statement(Rows, asOf: "24-04-01"))["cohorts.csv"]);
        Assert.Contains(cohorts, line => line.EndsWith(",0,", StringComparison.Ordinal));
    }

    [Fact]
    public void TextIsNoFormula() =>
        Assert.Contains("Title,\"'=cmd|", Read(Given.Statement(Rows, Given.Months with { Title = "=cmd|' /C calc'!A0" }))["about.csv"], StringComparison.Ordinal);

    [Fact]
    public void NumbersDoNotFollowTheCulture() =>
        Assert.Contains(",1284.5", Read(Given.Statement(Rows, Given.Months with { Culture = new("de-DE") }))["money.csv"], StringComparison.Ordinal);

    [Fact]
    public void WhatTheLastStatementHadAndThisOneHasNotIsGoneAndOtherFilesStay()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement");
        StatementFolder.Write(Given.Statement(Rows), path, default);
        File.WriteAllText(Path.Combine(path, "mine.csv"), "mine");
        StatementFolder.Write(Given.Statement(Rows, Given.Months with { Sections = [StatementPart.Customers] }), path, default);
        var names = Directory.GetFiles(path).Select(Path.GetFileName).ToList();
        Assert.DoesNotContain("cohorts.csv", names);
        Assert.Contains("mine.csv", names);
        Assert.Contains("customers.csv", names);
    }

    [Fact]
    public void AFileInTheWayOfOneLeavesTheOthersAsTheyWere()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement");
        StatementFolder.Write(Given.Statement(Rows), path, default);
        File.Delete(Path.Combine(path, "money.csv"));
        Directory.CreateDirectory(Path.Combine(path, "money.csv"));
        var before = Content(path);
        var failure = Assert.Throws<CustomerMetricsException>(() => StatementFolder.Write(Given.Statement(Rows + "; e 24-03-03 7"), path, default));
        Assert.Equal("PathIsDirectory", failure.ErrorId);
        Assert.Equal(before, Content(path));
    }

    [Fact]
    public void AFileThatCannotBeRemovedIsAnErrorWithAnId()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A folder is in the way there in another manner.");
        using var folder = new TemporaryFolder();
        var path = folder.File("statement");
        StatementFolder.Write(Given.Statement(Rows), path, default);
        File.Delete(Path.Combine(path, "cohorts.csv"));
        Directory.CreateDirectory(Path.Combine(path, "cohorts.csv"));
        var failure = Assert.Throws<CustomerMetricsException>(() => StatementFolder.Write(Given.Statement(Rows, Given.Months with { Sections = [StatementPart.Customers] }), path, default));
        Assert.Equal("WriteDenied", failure.ErrorId);
    }

    [Fact]
    public void AFolderThatCouldNotBeFilledIsNotThere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths are as long as they like here.");
        using var folder = new TemporaryFolder();
        var parent = folder.Path;
        while (parent.Length < 3_800)
        {
            parent = Path.Combine(parent, new string('x', 200));
        }

        // The folder has room for its own name, and its files have none.
        Directory.CreateDirectory(parent);
        var path = Path.Combine(parent, new string('y', 4_080 - parent.Length));
        Assert.Throws<CustomerMetricsException>(() => StatementFolder.Write(Given.Statement(Rows), path, default));
        Assert.Empty(Directory.GetFileSystemEntries(parent));
    }

    [Fact]
    public void AFolderInNoFolderIsAnError()
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<CustomerMetricsException>(() => StatementFolder.Write(Given.Statement(Rows), Path.Combine(folder.File("none"), "statement"), default));
        Assert.Equal("FolderNotFound", failure.ErrorId);
    }

    [Fact]
    public void AFileIsNoFolderAndAFolderIsNotReplacedAgainstTheWill()
    {
        using var folder = new TemporaryFolder();
        var statement = Given.Statement(Rows);
        File.WriteAllText(folder.File("file"), "mine");
        Assert.Equal("OutputIsFile", Assert.Throws<CustomerMetricsException>(() => StatementFolder.Write(statement, folder.File("file"), default)).ErrorId);
        Directory.CreateDirectory(folder.File("there"));
        Assert.Equal("FileExists", Assert.Throws<CustomerMetricsException>(() => StatementFolder.Write(statement, folder.File("there"), new(NoClobber: true, Force: false))).ErrorId);
    }

    private static List<string> Content(string path) => [.. Directory.GetFiles(path).Order(StringComparer.Ordinal).Select(file => file + ": " + File.ReadAllText(file))];

    private static List<string> Lines(string text) => [.. text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    private static Dictionary<string, string> Read(CustomerStatement statement) => CsvRenderer.Files(statement).ToDictionary(file => file.Name, file =>
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    });
}
