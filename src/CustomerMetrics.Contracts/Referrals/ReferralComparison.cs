using System;

namespace CustomerMetrics;

/// <summary>Customers who were referred, or all others: how long they stay and what they brought. The test is of both.</summary>
public sealed record ReferralComparison
{
    /// <summary>The names of both sides.</summary>
    public const string Referred = "Referred";

    public const string Others = "Others";

    public required string Group { get; init; }

    public required long Customers { get; init; }

    public required long Lost { get; init; }

    /// <summary>The share still there after 365 days (Kaplan-Meier); null where nobody was followed so long.</summary>
    public double? Retention { get; init; }

    /// <summary>The 95% interval of <see cref="Retention"/>.</summary>
    public double? RetentionLow { get; init; }

    public double? RetentionHigh { get; init; }

    /// <summary>The days after which half of them are lost; null where more are left.</summary>
    public double? MedianDays { get; init; }

    /// <summary>Their money up to the as-of date; null of subscriptions.</summary>
    public decimal? Revenue { get; init; }

    public double? RevenuePerCustomer { get; init; }

    /// <summary>The 95% interval of <see cref="RevenuePerCustomer"/>.</summary>
    public double? RevenuePerCustomerLow { get; init; }

    public double? RevenuePerCustomerHigh { get; init; }

    /// <summary>The log-rank test of both survival curves; null where there are no two of them.</summary>
    public double? ChiSquare { get; init; }

    public double? PValue { get; init; }

    /// <summary>How the intervals were made: that of the retention, and that of the mean.</summary>
    public required string Interval { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Note { get; init; }

    /// <summary>How losses were told.</summary>
    public required string Rule { get; init; }

    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public required DateTime AsOf { get; init; }

    /// <summary>What told who was referred.</summary>
    public required string ReferralsFrom { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
