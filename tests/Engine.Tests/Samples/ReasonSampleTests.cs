using System.IO;
using System.Linq;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Samples;

/// <summary>The bundled reasons are what ReasonSample draws. CUSTOMERMETRICS_UPDATE_REASONS=1 writes them instead.</summary>
public sealed class ReasonSampleTests
{
    private static string Samples => Path.Combine(Repository.Root, "docs", "samples");

    [Fact]
    public void TheBundledFileIsDrawn()
    {
        var path = Path.Combine(Samples, "reasons.csv");
        var text = string.Concat(ReasonSample.Lines(TestSource.FromCsv(Path.Combine(Samples, "orders.csv"))).Select(line => line + "\n"));
        if (System.Environment.GetEnvironmentVariable("CUSTOMERMETRICS_UPDATE_REASONS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }
}
