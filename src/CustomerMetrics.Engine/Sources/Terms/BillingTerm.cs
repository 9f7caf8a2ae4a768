using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Terms;

/// <summary>What an amount is paid for, as the share of it that falls to a month: a year's is 1/12, a week's 52/12, a day's 365.25/12.</summary>
internal readonly record struct BillingTerm(long Numerator, long Denominator)
{
    // Beyond a century nobody bills.
    private const int MostUnits = 1200;

    /// <summary>The words that name a period, without case and without what stands between them.</summary>
    public static readonly IReadOnlyDictionary<string, BillingPeriod> Words = new Dictionary<string, BillingPeriod>(StringComparer.Ordinal)
    {
        ["month"] = BillingPeriod.Month,
        ["months"] = BillingPeriod.Month,
        ["monthly"] = BillingPeriod.Month,
        ["permonth"] = BillingPeriod.Month,
        ["quarter"] = BillingPeriod.Quarter,
        ["quarters"] = BillingPeriod.Quarter,
        ["quarterly"] = BillingPeriod.Quarter,
        ["halfyear"] = BillingPeriod.HalfYear,
        ["halfyearly"] = BillingPeriod.HalfYear,
        ["semiannual"] = BillingPeriod.HalfYear,
        ["semiannually"] = BillingPeriod.HalfYear,
        ["year"] = BillingPeriod.Year,
        ["years"] = BillingPeriod.Year,
        ["yearly"] = BillingPeriod.Year,
        ["annual"] = BillingPeriod.Year,
        ["annually"] = BillingPeriod.Year,
        ["peryear"] = BillingPeriod.Year,
        ["week"] = BillingPeriod.Week,
        ["weeks"] = BillingPeriod.Week,
        ["weekly"] = BillingPeriod.Week,
        ["day"] = BillingPeriod.Day,
        ["days"] = BillingPeriod.Day,
        ["daily"] = BillingPeriod.Day,
    };

    public static BillingTerm Of(BillingPeriod period, int count = 1) => period switch
    {
        BillingPeriod.Month => new(1, count),
        BillingPeriod.Quarter => new(1, 3L * count),
        BillingPeriod.HalfYear => new(1, 6L * count),
        BillingPeriod.Year => new(1, 12L * count),
        BillingPeriod.Week => new(13, 3L * count),
        BillingPeriod.Day => new(487, 16L * count),
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    /// <summary>Reads "monthly", "Year", "3 months" and their like.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out BillingTerm term)
    {
        term = default;
        Span<char> chars = stackalloc char[32];
        if (text.Length > chars.Length)
        {
            return false;
        }

        var count = 0;
        var digits = 0;
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit((char)c) && length == 0)
            {
                count = Math.Min((count * 10) + (c - '0'), MostUnits + 1);
                digits++;
            }
            else if (char.IsAsciiLetter((char)c))
            {
                chars[length++] = char.ToLowerInvariant((char)c);
            }
            else if (c is not ((byte)' ' or (byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        if (!Words.TryGetValue(chars[..length].ToString(), out var period) || (digits > 0 && count is 0 or > MostUnits))
        {
            return false;
        }

        term = Of(period, digits == 0 ? 1 : count);
        return true;
    }

    /// <summary>The part of an amount that falls to a month, half a unit rounded away from zero.</summary>
    public FieldStatus TryNormalise(ref long units)
    {
        var twice = 2 * (Int128)units * Numerator;
        var monthly = (twice + (Denominator * Int128.Sign(twice))) / (2 * Denominator);
        if (monthly < long.MinValue || monthly > long.MaxValue)
        {
            return FieldStatus.OutOfRange;
        }

        units = (long)monthly;
        return FieldStatus.Ok;
    }
}
