using System;

namespace CustomerMetrics;

/// <summary>
/// From the customer equity of one date to that of another: Opening + NewEquity + Accretion - ExpectedCash + HorizonEffect + Surprise + Moved + AssumptionEffect = Closing.
/// Each line is computed on its own, by one model and one discount rate at both ends.
/// </summary>
public sealed record CustomerEquityBridge
{
    /// <summary>The valuation date at the opening, which is the first day of the period.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The valuation date at the close, the first day after the period.</summary>
    public required DateTime End { get; init; }

    public required EquityClass Class { get; init; }

    public string? Group { get; init; }

    public required long Customers { get; init; }

    public required decimal Opening { get; init; }

    /// <summary>The equity at the close of those who first bought in the period.</summary>
    public required decimal NewEquity { get; init; }

    /// <summary>The opening money a period nearer: Opening times the discount of the period.</summary>
    public required decimal Accretion { get; init; }

    /// <summary>What the customers of the opening were expected to bring in the period, with the discount up to its end.</summary>
    public required decimal ExpectedCash { get; init; }

    /// <summary>What was expected at the opening of the time that came into the horizon; zero where the horizon is infinite.</summary>
    public required decimal HorizonEffect { get; init; }

    /// <summary>The equity at the close less what was expected of it at the opening: what the customers did, valued.</summary>
    public required decimal Surprise { get; init; }

    /// <summary>The equity at the close that changed its group; zero over all groups.</summary>
    public required decimal Moved { get; init; }

    /// <summary>The equity at the close by the new model and discount rate less that by the old ones.</summary>
    public required decimal AssumptionEffect { get; init; }

    public required decimal Closing { get; init; }

    /// <summary>What is left when the lines are added up before rounding: zero.</summary>
    public required decimal Check { get; init; }

    /// <summary>What the customers did bring in the period: the money of all their rows, or its margin.</summary>
    public required decimal ActualCash { get; init; }

    public required ModelKind Model { get; init; }

    /// <summary>The as-of date of the model.</summary>
    public required DateTime ModelAsOf { get; init; }

    public required string Horizon { get; init; }

    /// <summary>Per year.</summary>
    public required double DiscountRate { get; init; }

    /// <summary>What of the money counts; null where equity is revenue.</summary>
    public double? MarginRate { get; init; }

    /// <summary>Null where nothing was assumed anew.</summary>
    public ModelKind? NewModel { get; init; }

    public double? NewDiscountRate { get; init; }

    /// <summary>What a reader must know.</summary>
    public string? Note { get; init; }

    public string? GroupBy { get; init; }

    public string? Currency { get; init; }
}
