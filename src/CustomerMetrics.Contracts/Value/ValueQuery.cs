using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which customer values are asked of a source.</summary>
public sealed record ValueQuery
{
    /// <summary>The columns that tell the group of a customer; none leaves it out.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>What customers are expected to bring; null tells their history alone.</summary>
    public ValueForecast? Forecast { get; init; }
}

/// <summary>How the value of what customers will bring is told.</summary>
public sealed record ValueForecast
{
    public required CustomerModel Model { get; init; }

    public required Horizon Horizon { get; init; }

    /// <summary>Per year: 0.1 is 10%. Above zero for an infinite horizon.</summary>
    public double DiscountRate { get; init; }

    /// <summary>What of the money stays; null takes it from the cost column, and without one the money as it is.</summary>
    public double? MarginRate { get; init; }

    /// <summary>Whether to draw intervals, by which seed, and how many draws.</summary>
    public bool HasInterval { get; init; } = true;

    public long Seed { get; init; }

    public int Draws { get; init; } = 250;
}
