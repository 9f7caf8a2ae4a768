using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>What tells who came by recommendation; any of these is enough.</summary>
public sealed record ReferralSources
{
    public ReferralTable? Referrals { get; init; }

    /// <summary>A column of the source that names who referred the customer.</summary>
    public string? ReferredByColumn { get; init; }

    /// <summary>A column of the source that names the channel by which the customer came.</summary>
    public string? ChannelColumn { get; init; }

    /// <summary>The channels that count as a recommendation.</summary>
    public IReadOnlyList<string> EarnedChannels { get; init; } = [];
}
