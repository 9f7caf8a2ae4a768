using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Segments;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>Tiers in their order, and the tier of some money.</summary>
internal sealed class TierScale
{
    private readonly Int128[] thresholds;

    public TierScale(IEnumerable<GroupTier> tiers)
    {
        var ordered = GroupRules.Ordered(tiers);
        Names = [.. ordered.Select(tier => tier.Tier), GroupTier.Below];
        thresholds = BinCuts.ToUnits(ordered.Select(tier => tier.From), Money.UnitsPerOne);
    }

    /// <summary>The best first, those below all last.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where each begins, as what sums of a database are compared with; no sum reaches beyond them.</summary>
    public IReadOnlyList<long> Thresholds => [.. thresholds.Select(from => (long)Int128.Clamp(from, long.MinValue, long.MaxValue))];

    public string Of(Int128 units) => Array.FindIndex(thresholds, from => units >= from) is >= 0 and var tier ? Names[tier] : GroupTier.Below;
}
