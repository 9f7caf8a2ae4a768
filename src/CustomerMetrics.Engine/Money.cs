using System;

namespace CustomerMetrics.Engine;

/// <summary>Money inside the engine is a count of 1/10,000 units: 64 bits a row, 128 bits a sum. The surface is decimal.</summary>
internal static class Money
{
    public const int Scale = 4;
    public const long UnitsPerOne = 10_000;

    /// <summary>The exact decimal of a sum of units.</summary>
    public static decimal ToDecimal(Int128 units) => (decimal)units / UnitsPerOne;

    /// <summary>Squares and products of units as squared currency.</summary>
    public static double SquaredToDouble(Int128 squaredUnits) => (double)squaredUnits / ((double)UnitsPerOne * UnitsPerOne);
}
