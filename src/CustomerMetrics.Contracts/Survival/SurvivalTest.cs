using System;

namespace CustomerMetrics;

/// <summary>Whether groups of customers are lost at one rate, age by age.</summary>
public sealed record SurvivalTest
{
    public required SurvivalTestKind Test { get; init; }

    public required int Groups { get; init; }

    /// <summary>Null when the groups cannot be compared.</summary>
    public double? ChiSquare { get; init; }

    public required int DegreesOfFreedom { get; init; }

    /// <summary>The chance of a statistic as large as this, were the rates one.</summary>
    public double? PValue { get; init; }

    public required long Customers { get; init; }

    public required long Lost { get; init; }

    public required SurvivalTestGroup[] ByGroup { get; init; }

    /// <summary>The weight of each age in words.</summary>
    public required string Weight { get; init; }

    /// <summary>Why there is no statistic.</summary>
    public string? Reason { get; init; }

    public required string Rule { get; init; }

    public string? GroupBy { get; init; }

    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    public DateTime? Since { get; init; }

    public DateTime? AsOf { get; init; }
}
