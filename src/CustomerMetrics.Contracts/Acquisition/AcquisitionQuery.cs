using System;

namespace CustomerMetrics;

/// <summary>Which return on acquisition is asked of a source.</summary>
public sealed record AcquisitionQuery
{
    /// <summary>The column whose value at the first activity is the channel of a customer.</summary>
    public required string ChannelColumn { get; init; }

    /// <summary>The length of a cohort.</summary>
    public PeriodUnit Period { get; init; } = PeriodUnit.Month;

    /// <summary>The margin as a share of revenue; null takes it from the cost column, and without one the revenue as it is.</summary>
    public double? Margin { get; init; }

    /// <summary>The whole range alone.</summary>
    public bool IsTotal { get; init; }

    /// <summary>By what customers are valued from the as-of date on; null says nothing of what is to come. Its margin is that of <see cref="Margin"/>.</summary>
    public ValueForecast? Forecast { get; init; }

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Shows those who first came in periods that end after this date.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Shows those who first came in periods that start before this date.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Shows those who first came in the last so many periods, an open one included.</summary>
    public int? Last { get; init; }
}
