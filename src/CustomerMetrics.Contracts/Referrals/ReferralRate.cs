using System;

namespace CustomerMetrics;

/// <summary>
/// Who of the customers of the opening recommended, and how many of the new ones came by it. Referrals by people who were no customers at the opening are counted apart, so that
/// those of all groups and <see cref="Outside"/> are all of the period.
/// </summary>
public sealed record ReferralRate
{
    public required string Period { get; init; }

    /// <summary>Of a referrer that of the opening, of a new customer that of the close.</summary>
    public string? Group { get; init; }

    public required long Opening { get; init; }

    /// <summary>Customers of the opening with a referral in the period.</summary>
    public required long Referrers { get; init; }

    /// <summary><see cref="Referrers"/> / <see cref="Opening"/>.</summary>
    public double? Rate { get; init; }

    /// <summary>The 95% interval of <see cref="Rate"/>.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Their referrals in the period.</summary>
    public required long Referrals { get; init; }

    /// <summary><see cref="Referrals"/> / <see cref="Opening"/>.</summary>
    public double? ReferralsPerCustomer { get; init; }

    /// <summary>Those of <see cref="Referrals"/> whose referred came on that day or later, up to the as-of date.</summary>
    public required long Converted { get; init; }

    /// <summary><see cref="Converted"/> / <see cref="Referrals"/>; null of a column alone, which names only those who came.</summary>
    public double? Conversion { get; init; }

    /// <summary>The 95% interval of <see cref="Conversion"/>.</summary>
    public double? ConversionLow { get; init; }

    public double? ConversionHigh { get; init; }

    public required long New { get; init; }

    /// <summary>New customers who were referred before the end of the period.</summary>
    public required long ReferredNew { get; init; }

    /// <summary><see cref="ReferredNew"/> / <see cref="New"/>.</summary>
    public double? ReferredShare { get; init; }

    /// <summary>The 95% interval of <see cref="ReferredShare"/>.</summary>
    public double? ReferredShareLow { get; init; }

    public double? ReferredShareHigh { get; init; }

    public required decimal NewValue { get; init; }

    public required decimal ReferredNewValue { get; init; }

    /// <summary>Referrals in the period, of all groups, by people who were no customers at its opening.</summary>
    public required long Outside { get; init; }

    /// <summary>All referrals dated in the period.</summary>
    public required long PeriodReferrals { get; init; }

    /// <summary>People: customers of the opening and new ones that were looked at less those of the ledger. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>Money of new customers less the ledger. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    /// <summary>Why customers do not recommend, where reasons were given: those who told none, the top reasons and the others.</summary>
    public CustomerReason[] WhyNot { get; init; } = [];

    public required bool IsComplete { get; init; }

    /// <summary>How the intervals were made.</summary>
    public string? Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Note { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public required DateTime AsOf { get; init; }

    public string? GroupBy { get; init; }

    /// <summary>What told who was referred.</summary>
    public required string ReferralsFrom { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>What was asked; it does not leave the process.</summary>
    internal ReferralRateQuery? Query { get; init; }

    /// <summary>Where the rate came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }
}
