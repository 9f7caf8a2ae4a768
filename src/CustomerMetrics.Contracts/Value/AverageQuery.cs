namespace CustomerMetrics;

/// <summary>What every question says that is answered from the average of a ledger's latest periods.</summary>
public abstract record AverageQuery
{
    /// <summary>How many of the latest complete periods are averaged.</summary>
    public int Last { get; init; } = 6;

    /// <summary>The margin as a share of revenue; null takes it from the cost column, if there is one.</summary>
    public double? Margin { get; init; }

    /// <summary>The discount rate per year, as a share of one.</summary>
    public double? DiscountRate { get; init; }
}
