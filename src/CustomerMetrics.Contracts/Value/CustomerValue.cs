using System;

namespace CustomerMetrics;

/// <summary>What history says about one customer.</summary>
public sealed record CustomerValue
{
    public required string CustomerId { get; init; }

    public string? Group { get; init; }

    /// <summary>Null for a customer who has only refunds or cancelled sales.</summary>
    public DateTime? FirstActivity { get; init; }

    public DateTime? LastActivity { get; init; }

    /// <summary>Days with an activity.</summary>
    public required int PurchaseDays { get; init; }

    /// <summary>Gross less refunds.</summary>
    public required decimal Net { get; init; }

    /// <summary>Net less cost; null without a cost column.</summary>
    public decimal? Margin { get; init; }

    public required decimal Gross { get; init; }

    /// <summary>Zero or negative.</summary>
    public required decimal Refunds { get; init; }

    public decimal? Cost { get; init; }

    /// <summary>Net per purchase day; null without one.</summary>
    public decimal? AverageValue { get; init; }

    /// <summary>Mean days between purchase days; null with fewer than two.</summary>
    public double? MeanSpacingDays { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
