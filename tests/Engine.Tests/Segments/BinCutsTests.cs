using System;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Segments;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Segments;

/// <summary>Values are sorted in one of three ways, by how wide they are.</summary>
public sealed class BinCutsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 7)]
    [InlineData(1000, 999)]
    [InlineData(1000, 1_000_000)]
    public void SortsWhateverTheWidth(int count, int width)
    {
        var random = new Random(width);
        foreach (var scale in new[] { Int128.One, long.MaxValue, (Int128)long.MaxValue * 1_000_000 })
        {
            Int128[] values = [.. Enumerable.Range(0, count).Select(_ => (random.Next(width) - (width / 2)) * scale)];
            Int128[] kept = [.. values];
            Assert.Equal(values.Order(), BinCuts.Sort(values));
            Assert.Equal(kept, values);
        }
    }
}
