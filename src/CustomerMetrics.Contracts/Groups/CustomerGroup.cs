using System;

namespace CustomerMetrics;

/// <summary>What the customers of one group brought in a time. The groups of a time add up to its last line, and that to the rows.</summary>
public sealed record CustomerGroup
{
    /// <summary>The group of the line that sums up the others.</summary>
    public const string All = "(all)";

    /// <summary>Null where no periods were asked for.</summary>
    public string? Period { get; init; }

    public required string Group { get; init; }

    /// <summary>With a row in the time.</summary>
    public required long Customers { get; init; }

    /// <summary>Days with an activity of a customer.</summary>
    public required long Orders { get; init; }

    /// <summary>Sum of all amounts, refunds too.</summary>
    public required decimal Revenue { get; init; }

    /// <summary>Null without a column of cost, as are all figures of profit.</summary>
    public decimal? Cost { get; init; }

    public decimal? Profit { get; init; }

    /// <summary>Profit / Revenue; null where revenue is not above zero.</summary>
    public double? Margin { get; init; }

    /// <summary>Null without customers.</summary>
    public decimal? RevenuePerCustomer { get; init; }

    public decimal? ProfitPerCustomer { get; init; }

    /// <summary>The part of <see cref="TotalCustomers"/>.</summary>
    public double? CustomerShare { get; init; }

    /// <summary>The part of <see cref="TotalRevenue"/>; null where that is not above zero.</summary>
    public double? RevenueShare { get; init; }

    /// <summary>The part of <see cref="TotalProfit"/>; null where that is not above zero.</summary>
    public double? ProfitShare { get; init; }

    /// <summary>The 95% interval of <see cref="CustomerShare"/>.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>Customers with an activity in the time; the others have refunds or cancelled sales alone.</summary>
    public required long Buyers { get; init; }

    /// <summary>Sum of the amounts of zero or more.</summary>
    public required decimal Sales { get; init; }

    /// <summary>Sum of the amounts below zero.</summary>
    public required decimal Refunds { get; init; }

    public required long Rows { get; init; }

    public required long TotalCustomers { get; init; }

    public required decimal TotalRevenue { get; init; }

    public decimal? TotalProfit { get; init; }

    /// <summary>True for the line that sums up the others.</summary>
    public required bool IsTotal { get; init; }

    /// <summary>Rows of all groups less all rows of the time. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>Revenue of all groups less the sum of all amounts of the time. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    /// <summary>False where the period is not over.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The first day; null where the time begins with the data.</summary>
    public DateTime? Start { get; init; }

    /// <summary>The first day after the time.</summary>
    public required DateTime End { get; init; }

    public PeriodUnit? Unit { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    public CustomerGrouping? By { get; init; }

    /// <summary>The money that tenths and tiers are made of; null of other groups.</summary>
    public GroupBasis? Basis { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>What was asked; it does not leave the process.</summary>
    internal GroupQuery? Query { get; init; }

    /// <summary>Where the line came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }
}
