using System;
using System.Linq;
using System.Numerics;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>Sorting by bytes puts numbers in the order in which comparing puts them.</summary>
public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(1000, 1)]
    [InlineData(1000, 7)]
    [InlineData(1000, 8)]
    [InlineData(1000, 17)]
    [InlineData(1000, 31)]
    [InlineData(1000, 40)]
    [InlineData(1000, 63)]
    public void SortsNumbersOfSoManyBits(int count, int bits)
    {
        var random = new Random(bits);
        Sorts([.. Numbers().Select(number => (uint)number)]);
        Sorts([.. Numbers()]);
        Sorts([.. Numbers().Select(number => (UInt128)number << 50)]);
        Sorts([.. Numbers().Select(number => UInt128.MaxValue - number)]);

        ulong[] Numbers() => [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MaxValue >> (63 - bits)))];
    }

    private static void Sorts<T>(T[] values)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        var expected = values.Order().ToArray();
        RadixSort.Sort(values.AsSpan());
        Assert.Equal(expected, values);
    }
}
