using System;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine;

/// <summary>Money inside the engine is a count of 1/10,000 units: 64 bits a row, 128 bits a sum. The surface is decimal.</summary>
internal static class Money
{
    public const int Scale = 4;
    public const long UnitsPerOne = 10_000;

    /// <summary>The exact decimal of a sum of units, without needless zeros.</summary>
    [MethodImpl(Hot.Path)]
    public static decimal ToDecimal(Int128 units)
    {
        var isNegative = units < 0;
        var magnitude = (UInt128)(isNegative ? -units : units);
        if (magnitude > ulong.MaxValue)
        {
            return (decimal)units / UnitsPerOne;
        }

        // The same as that division, in a tenth of its time.
        var digits = (ulong)magnitude;
        byte scale = Scale;
        for (; scale > 0 && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }

        return new((int)digits, (int)(digits >> 32), 0, isNegative, scale);
    }

    /// <summary>Squares and products of units as squared currency.</summary>
    public static double SquaredToDouble(Int128 squaredUnits) => (double)squaredUnits / ((double)UnitsPerOne * UnitsPerOne);
}
