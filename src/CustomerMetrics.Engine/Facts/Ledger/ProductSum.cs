using System;
using System.Numerics;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>An exact sum of products of money, so that intervals do not depend on the order of customers.</summary>
internal struct ProductSum
{
    // A product of two 63-bit counts stays below 2^126, so one more never overflows.
    private static readonly Int128 Full = Int128.One << 125;

    private Int128 near;
    private BigInteger far;

    public ProductSum(BigInteger sum) => far = sum;

    public void Add(Int128 a, Int128 b)
    {
        if (IsSmall(a) && IsSmall(b))
        {
            near += a * b;
            if (near > Full || near < -Full)
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

    public void Add(ProductSum other)
    {
        far += other.far + (BigInteger)other.near;
    }

    /// <summary>In squared currency.</summary>
    public readonly double ToDouble() => (double)(far + (BigInteger)near) / ((double)Money.UnitsPerOne * Money.UnitsPerOne);

    private static bool IsSmall(Int128 value) => value >= -long.MaxValue && value <= long.MaxValue;
}
