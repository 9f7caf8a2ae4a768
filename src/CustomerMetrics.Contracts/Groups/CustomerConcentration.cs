using System;

namespace CustomerMetrics;

/// <summary>How profit, or without a column of cost revenue, is spread over the customers, the best first: the whale curve in figures.</summary>
public sealed record CustomerConcentration
{
    /// <summary>Null where no periods were asked for.</summary>
    public string? Period { get; init; }

    public string? Group { get; init; }

    /// <summary>The money that the figures are about.</summary>
    public required GroupBasis Basis { get; init; }

    /// <summary>With a row in the time.</summary>
    public required long Customers { get; init; }

    public required decimal Total { get; init; }

    /// <summary>The highest point of the curve, as a part of <see cref="Total"/>; null where that is not above zero.</summary>
    public double? Peak { get; init; }

    /// <summary>The part of the customers up to the peak: those above zero.</summary>
    public double? PeakShare { get; init; }

    /// <summary>What the customers above zero bring together.</summary>
    public required decimal PeakAmount { get; init; }

    /// <summary>What the customers below zero take away again.</summary>
    public required decimal Destroyed { get; init; }

    /// <summary>The part of <see cref="Total"/>; null where that is not above zero.</summary>
    public double? DestroyedShare { get; init; }

    /// <summary>Customers below zero.</summary>
    public required long Unprofitable { get; init; }

    public double? UnprofitableShare { get; init; }

    /// <summary>The 95% interval of <see cref="UnprofitableShare"/>.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>How the interval was made.</summary>
    public string? Interval { get; init; }

    /// <summary>0 where all are equal, 1 where one has everything, above 1 where some are far below zero; null where the total is not above zero.</summary>
    public double? Gini { get; init; }

    /// <summary>What the best fifth of the customers brings, as a part of <see cref="Total"/>; null where that is not above zero.</summary>
    public double? ParetoShare { get; init; }

    /// <summary>The curve: about a hundred points, among them the peak.</summary>
    public required ConcentrationPoint[] Curve { get; init; }

    /// <summary>Why figures are null.</summary>
    public string? Note { get; init; }

    /// <summary>Money of the customers less the sum of all rows. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    public required bool IsComplete { get; init; }

    /// <summary>The first day; null where the time begins with the data.</summary>
    public DateTime? Start { get; init; }

    /// <summary>The first day after the time.</summary>
    public required DateTime End { get; init; }

    public PeriodUnit? Unit { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }
}
