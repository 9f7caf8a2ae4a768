using System;

namespace CustomerMetrics;

/// <summary>What a customer who is in a group now is expected to bring, when customers go on to move between groups as they did (Pfeifer and Carraway 2000).</summary>
public sealed record CustomerMoveValue
{
    public required string Group { get; init; }

    /// <summary>The openings seen of customers in the group, in all periods together: what its row of chances is made of.</summary>
    public required long Customers { get; init; }

    /// <summary>The money of a period of a customer in the group.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>The chance to be in the group a period later.</summary>
    public double? Stay { get; init; }

    /// <summary>The chance to be in no group a period later.</summary>
    public double? Leave { get; init; }

    /// <summary>The money of this period and of those to come, discounted.</summary>
    public decimal? Value { get; init; }

    /// <summary>The 95% interval of the value: what the counts leave open of the chances, the money taken as known.</summary>
    public decimal? Low { get; init; }

    public decimal? High { get; init; }

    /// <summary>The next better tier; null of the best one, and of groups without an order.</summary>
    public string? NextGroup { get; init; }

    /// <summary>What one customer more there and one less here is worth.</summary>
    public decimal? NextValue { get; init; }

    public decimal? NextLow { get; init; }

    public decimal? NextHigh { get; init; }

    /// <summary>How the intervals were made.</summary>
    public string? Interval { get; init; }

    /// <summary>What makes the value doubtful.</summary>
    public string? Note { get; init; }

    public required string Method { get; init; }

    /// <summary>The rate of a year.</summary>
    public required double DiscountRate { get; init; }

    /// <summary>The rate of a period that compounds to it.</summary>
    public required double PeriodRate { get; init; }

    public required string Horizon { get; init; }

    /// <summary>The periods after the present one; null is all time.</summary>
    public int? HorizonPeriods { get; init; }

    /// <summary>The periods whose movements were counted.</summary>
    public required int Periods { get; init; }

    /// <summary>The first day of the first of them.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The first day after the last of them.</summary>
    public required DateTime End { get; init; }

    public required int Draws { get; init; }

    public required long Seed { get; init; }

    public required PeriodUnit Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public int? GraceDays { get; init; }

    public string? GroupBy { get; init; }

    public string? Tiers { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
