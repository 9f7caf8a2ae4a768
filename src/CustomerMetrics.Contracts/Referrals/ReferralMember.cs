using System;

namespace CustomerMetrics;

/// <summary>A customer behind a referral rate: one who recommended, or a new one who came by it.</summary>
public sealed record ReferralMember
{
    public required string CustomerId { get; init; }

    public required ReferralRole Role { get; init; }

    /// <summary>The referrals of a referrer in the period; null of those referred.</summary>
    public int? Referrals { get; init; }

    /// <summary>Those of them whose referred became a customer.</summary>
    public int? Converted { get; init; }

    /// <summary>Who referred a new customer, the first one where there are several; null of referrers, and where only the fact is known.</summary>
    public string? ReferredBy { get; init; }

    /// <summary>The money of a referrer at the opening, of those referred at the close.</summary>
    public required decimal Value { get; init; }

    public required string Period { get; init; }

    public string? Group { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
