using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Referrals;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>The customers of a period and group with what they referred, and the new ones.</summary>
internal sealed class ReferralSum
{
    public long Opening { get; private set; }

    public long Referrers { get; private set; }

    public long Referrals { get; private set; }

    public long Converted { get; private set; }

    public long New { get; private set; }

    public long ReferredNew { get; private set; }

    public Int128 NewValue { get; private set; }

    public Int128 ReferredNewValue { get; private set; }

    /// <param name="referrals">Those of a customer of the opening.</param>
    /// <param name="firstDays">When the referred came.</param>
    public void AddOpening(IReadOnlyList<GivenReferral> referrals, Dictionary<string, int> firstDays)
    {
        Opening++;
        Referrers += referrals.Count > 0 ? 1 : 0;
        Referrals += referrals.Count;
        Converted += referrals.Count(referral => HasConverted(referral, firstDays));
    }

    // Who was a customer already has not become one by it.
    public static bool HasConverted(GivenReferral referral, Dictionary<string, int> firstDays) =>
        referral.Referred is { } referred && firstDays.TryGetValue(referred, out var day) && day >= referral.Day;

    public void AddNew(Int128 value, bool isReferred)
    {
        New++;
        NewValue += value;
        ReferredNew += isReferred ? 1 : 0;
        ReferredNewValue += isReferred ? value : 0;
    }
}
