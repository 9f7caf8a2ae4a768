using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests;

/// <summary>Every error id of the source is explained in docs/errors.md, and nothing else is.</summary>
public sealed partial class ErrorIdTests
{
    [Fact]
    public void EveryErrorIsExplained()
    {
        var source = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(path => Raised().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups["id"].Value)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var explained = Heading().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md")))
            .Select(match => match.Groups["id"].Value)
            .Order(StringComparer.Ordinal);
        Assert.Equal(source, explained);
    }

    [GeneratedRegex(@"\bnew(?: CustomerMetricsException| RowProblem)?\(\s*""(?<id>[A-Z]\w+)"",\s*(?:FailureKind|column|mapped|row|null)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Raised();

    [GeneratedRegex(@"^## (?<id>[A-Z]\w+)\s*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Heading();
}
