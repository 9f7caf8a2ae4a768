using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>An exact sum of products of money, so that intervals do not depend on the order of customers.</summary>
internal struct ProductSum
{
    // The upper half of 2^125. A product of two 64-bit counts is at most 2^126, so one more never overflows.
    private const long Full = 1L << 61;

    private Int128 near;
    private BigInteger far;

    public ProductSum(BigInteger sum) => far = sum;

    [MethodImpl(Hot.Path)]
    public void Add(Int128 a, Int128 b)
    {
        if (IsSmall(a) && IsSmall(b))
        {
            var high = Math.BigMul((long)a, (long)b, out var low);
            near += new Int128((ulong)high, (ulong)low);
            if ((long)(near >> 64) is >= Full or <= -Full)
            {
                far += (BigInteger)near;
                near = 0;
            }
        }
        else
        {
            far += (BigInteger)a * (BigInteger)b;
        }
    }

    public void Add(in ProductSum other) => far += other.far + (BigInteger)other.near;

    public readonly ProductSum Plus(Int128 a, Int128 b)
    {
        var sum = this;
        sum.Add(a, b);
        return sum;
    }

    public readonly ProductSum Plus(in ProductSum other)
    {
        var sum = this;
        sum.Add(other);
        return sum;
    }

    /// <summary>In squared currency.</summary>
    public readonly double ToDouble() => (double)(far + (BigInteger)near) / ((double)Money.UnitsPerOne * Money.UnitsPerOne);

    private static bool IsSmall(Int128 value) => (long)value == value;
}
