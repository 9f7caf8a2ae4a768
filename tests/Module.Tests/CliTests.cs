using System;
using System.IO;
using System.Linq;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Module.Tests;

/// <summary>The command line program, as hosts without PowerShell run it.</summary>
public sealed class CliTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "docs", "samples", "orders.csv");

    [Theory]
    [InlineData("statement.html", "<!DOCTYPE html>")]
    [InlineData("statement.md", "# ")]
    [InlineData("statement.json", "{")]
    public void WritesTheStatementAndPrintsTheLedger(string name, string start)
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, errors) = Run("statement", Sample, "--out", folder.File(name));
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith(start, File.ReadAllText(folder.File(name)), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("2025Q4      318  113        39   157      313     33,456.45     26,356.33", output, StringComparison.Ordinal);
        Assert.Contains("157 of the 318 who bought in Q3 bought nothing", output, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void PeriodAndAsOfAreTheUsers()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, _) = Run("statement", Sample, "--out", folder.File("s.md"), "--period", "year", "--as-of", "2025-07-01", "--title", "Half a year");
        Assert.Equal(0, exitCode);
        Assert.Contains("2025 (open)", output, StringComparison.Ordinal);
        Assert.Contains("Half a year", File.ReadAllText(folder.File("s.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void FailuresTellIdAndRemedy()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output, errors) = Run("statement", folder.File("none.csv"), "--out", folder.File("s.html"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("FileNotFound: ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("statement")]
    [InlineData("statement", "a.csv")]
    [InlineData("statement", "a.csv", "--out")]
    [InlineData("statement", "a.csv", "--out", "s.pdf")]
    [InlineData("statement", "a.csv", "--out", "s.md", "--period", "2")]
    [InlineData("statement", "a.csv", "--out", "s.md", "--as-of", "1/2/2024")]
    [InlineData("statement", "a.csv", "--out", "s.md", "--colour", "red")]
    public void WrongUsageIsItsOwnExitCode(params string[] arguments)
    {
        var (exitCode, output, errors) = Run(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("--help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void HelpTellsTheExitCodes()
    {
        var (exitCode, output, _) = Run("--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("exit codes", output, StringComparison.Ordinal);
    }

    // Built beside the tests, in their configuration.
    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Repository.Root, "src", "CustomerMetrics.Cli", "bin", configuration, "net8.0", "CustomerMetrics.Cli.dll");
        return Command.Run("dotnet", arguments.Prepend(program));
    }
}
