using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Referrals;

/// <summary>The rows of a table of referrals.</summary>
internal sealed class ReferralList : ReferralTable
{
    public required IReadOnlyList<GivenReferral> Given { get; init; }

    public static ReferralList Of(string name, IReadOnlyList<GivenReferral> given) => new()
    {
        Name = name,
        Given = given,
        Rows = given.Count,
        RowsWithoutReferred = given.LongCount(referral => referral.Referred is null),
        Referrers = given.Select(referral => referral.Referrer).Distinct(StringComparer.Ordinal).Count(),
    };
}
