using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Module.Tests;

/// <summary>
/// The Pester suites of tests/, each in a PowerShell of its own, where there is a PowerShell. Where there is none they are skipped, and counted.
/// Each suite leaves its counts in output/test-results.
/// </summary>
public sealed partial class PesterTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "tests");
    private static readonly string Results = Path.Combine(Repository.Root, "output", "test-results");

    // Where suites are skipped, their names say so: it is all that a runner shows of a skipped test.
    public static IEnumerable<TheoryDataRow<string>> Suites() => Directory.GetFiles(Tests, "*.Tests.ps1").Order(StringComparer.Ordinal).Select(path =>
    {
        var file = Path.GetFileName(path);
        return new TheoryDataRow<string>(file) { TestDisplayName = Reason is null ? $"PesterTests.Suite {file}" : $"PesterTests.Suite {file}: {CountTests(path)} PESTER TESTS SKIPPED, {Reason}" };
    });

    [Theory]
    [MemberData(nameof(Suites))]
    public void Suite(string file)
    {
        Directory.CreateDirectory(Results);
        var path = Path.Combine(Tests, file);
        var counts = Path.Combine(Results, file + ".counts");
        if (Reason is not null)
        {
            File.WriteAllText(counts, $"0 0 {CountTests(path)}\n");
            Assert.Skip(Reason);
        }

        File.Delete(counts);
        var (exitCode, output, errors) = Command.Run("pwsh", "-NoProfile", "-NonInteractive", "-File", Path.Combine(Tests, "Invoke-Suite.ps1"), "-Path", path, "-Counts", counts);
        Assert.True(exitCode == 0, $"{file} failed:{Environment.NewLine}{output}{errors}");
        Assert.True(File.Exists(counts), $"{file} ran no test:{Environment.NewLine}{output}{errors}");
    }

    private static string? Reason { get; } = FindReason();

    private static string? FindReason()
    {
        try
        {
            var exitCode = Command.Run("pwsh", "-NoProfile", "-NonInteractive", "-Command", "if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0')) { exit 1 }").ExitCode;
            return exitCode == 0 ? null : "pwsh has no Pester 5";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no pwsh on PATH";
        }
    }

    private static int CountTests(string path) => TestBlock().Count(File.ReadAllText(path));

    [GeneratedRegex(@"^\s*It\s", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TestBlock();
}
