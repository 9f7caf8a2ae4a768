using System;
using System.Collections.Generic;
using System.Numerics;

namespace CustomerMetrics.Engine.Facts;

/// <summary>A customer's money by the currency it came in: what it was there, and what it was converted to.</summary>
internal sealed class CurrencyBasket
{
    private readonly List<Entry> entries = [];

    public void Clear() => entries.Clear();

    public void Copy(CurrencyBasket other)
    {
        entries.Clear();
        entries.AddRange(other.entries);
    }

    /// <param name="currency">Its code.</param>
    /// <param name="local">Units of the currency.</param>
    /// <param name="converted">Units of the currency of the results.</param>
    public void Add(int currency, Int128 local, Int128 converted)
    {
        var at = entries.FindIndex(entry => entry.Currency == currency);
        if (at < 0)
        {
            entries.Add(new(currency, local, converted));
        }
        else
        {
            entries[at] = new(currency, entries[at].Local + local, entries[at].Converted + converted);
        }
    }

    /// <summary>Adds or takes off all of another basket.</summary>
    public void Add(CurrencyBasket other, int sign)
    {
        foreach (var entry in other.entries)
        {
            Add(entry.Currency, sign * entry.Local, sign * entry.Converted);
        }
    }

    /// <summary>
    /// How much of this money is due to other rates than those of an earlier basket: the money less what it would be at the rates at which the customer's
    /// earlier money was converted, currency by currency. A currency that had no money then has no earlier rate, and no effect.
    /// </summary>
    public Int128 EffectSince(CurrencyBasket earlier)
    {
        Int128 effect = 0;
        foreach (var entry in entries)
        {
            var before = earlier.entries.Find(other => other.Currency == entry.Currency);
            if (before.Local > 0 && before.Converted > 0)
            {
                effect += entry.Converted - Scale(entry.Local, before.Converted, before.Local);
            }
        }

        return effect;
    }

    // Rounds half away from zero. The product may be beyond 128 bits.
    private static Int128 Scale(Int128 value, Int128 numerator, Int128 denominator)
    {
        if (numerator == denominator)
        {
            return value;
        }

        var twice = 2 * (BigInteger)value * numerator;
        var half = (BigInteger)denominator * twice.Sign;
        return (Int128)((twice + half) / (2 * (BigInteger)denominator));
    }

    private readonly record struct Entry(int Currency, Int128 Local, Int128 Converted);
}
