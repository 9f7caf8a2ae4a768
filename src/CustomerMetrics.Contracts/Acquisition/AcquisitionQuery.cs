using System;
using System.Collections.Generic;

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

    /// <summary>The channels whose spend was to bring lost customers back: it is held against those who returned.</summary>
    public IReadOnlyList<string> WinBackChannels { get; init; } = [];

    /// <summary>For win-backs: by which rule customers are lost; null is that of the source.</summary>
    public ActivityRule? ActivityRule { get; init; }

    /// <summary>For win-backs: the days of a window.</summary>
    public int? WindowDays { get; init; }

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
