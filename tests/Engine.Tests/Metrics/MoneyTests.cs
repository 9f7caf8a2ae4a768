using System;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>Units as decimals: exact, and with the digits that a division gives.</summary>
public sealed class MoneyTests
{
    private static readonly Int128[] Edges =
    [
        0, 1, -1, 9, 10, 100, 1_000, 10_000, 12_500, -12_500, 123_4560, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue, ulong.MaxValue, (Int128)ulong.MaxValue + 1, -(Int128)ulong.MaxValue, (Int128)long.MaxValue * 1_000_000,
    ];

    [Fact]
    public void IsTheQuotientAtTheEdges() => Assert.All(Edges, units => Assert.Equal(decimal.GetBits((decimal)units / Money.UnitsPerOne), decimal.GetBits(Money.ToDecimal(units))));

    [Fact]
    public void IsTheQuotientOfAnyUnits()
    {
        var random = new Random(4);
        foreach (var units in Enumerable.Range(0, 20_000).Select(i => random.NextInt64(long.MinValue, long.MaxValue) >> (i % 60)))
        {
            Assert.Equal(decimal.GetBits((decimal)units / Money.UnitsPerOne), decimal.GetBits(Money.ToDecimal(units)));
        }
    }
}
