namespace CustomerMetrics;

/// <summary>One of ten equal parts of the customers, by what they are expected to bring.</summary>
public sealed record EquityTenth
{
    /// <summary>1 for the most valuable.</summary>
    public required int Tenth { get; init; }

    public required long Customers { get; init; }

    public required decimal Equity { get; init; }

    /// <summary>Of the equity of all; null where that is zero.</summary>
    public double? Share { get; init; }

    /// <summary>The same for this part and the more valuable ones together.</summary>
    public double? ShareSoFar { get; init; }
}
