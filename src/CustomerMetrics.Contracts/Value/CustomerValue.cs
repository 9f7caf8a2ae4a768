using System;

namespace CustomerMetrics;

/// <summary>What history says about one customer and, with a model, what the customer is expected to bring.</summary>
public record CustomerValue
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

    /// <summary>The chance that the customer may still buy; null without a model, and where the model cannot tell.</summary>
    public double? ProbabilityAlive { get; init; }

    /// <summary>Within the horizon; null when it is infinite.</summary>
    public double? ExpectedPurchases { get; init; }

    /// <summary>The expected money of the purchases to come, discounted, as revenue or margin; null without a model of spend.</summary>
    public decimal? ResidualValue { get; init; }

    /// <summary>In 95 of 100 cases the customer brings something between these.</summary>
    public decimal? ResidualLow { get; init; }

    public decimal? ResidualHigh { get; init; }

    /// <summary>The 95% interval of <see cref="ResidualValue"/> itself, for what the data leave open of the parameters.</summary>
    public decimal? MeanLow { get; init; }

    public decimal? MeanHigh { get; init; }

    /// <summary>The expected money of one purchase to come.</summary>
    public decimal? ExpectedSpend { get; init; }

    public ModelKind? Model { get; init; }

    public string? Horizon { get; init; }

    /// <summary>Per year.</summary>
    public double? DiscountRate { get; init; }

    /// <summary>What of the money <see cref="ResidualValue"/> counts; null where it counts revenue.</summary>
    public double? MarginRate { get; init; }

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
