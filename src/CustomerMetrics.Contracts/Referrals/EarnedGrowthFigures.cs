namespace CustomerMetrics;

/// <summary>Figures of earned growth that somebody has already.</summary>
public sealed record EarnedGrowthFigures
{
    public required decimal BaseRevenue { get; init; }

    public required decimal Revenue { get; init; }

    public required decimal NetRevenueRetention { get; init; }

    public required decimal EarnedRevenue { get; init; }

    /// <summary>Null takes what the other parts leave.</summary>
    public decimal? BoughtRevenue { get; init; }
}
