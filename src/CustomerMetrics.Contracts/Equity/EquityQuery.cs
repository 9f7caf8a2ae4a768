using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which customer equity is asked of a source.</summary>
public sealed record EquityQuery
{
    /// <summary>The valuation dates; none takes the as-of date.</summary>
    public IReadOnlyList<DateTime> At { get; init; } = [];

    /// <summary>Overrides the as-of date of the source, which no valuation date may pass.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>The columns that tell the group of a customer; none takes all customers together.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    public required ValueForecast Forecast { get; init; }

    /// <summary>For bridges: the model that the last closing is valued with as well; null leaves the model as it is.</summary>
    public CustomerModel? NewModel { get; init; }

    /// <summary>For bridges: the discount rate of a year that the last closing is valued with as well.</summary>
    public double? NewDiscountRate { get; init; }
}
