using System;

namespace CustomerMetrics;

/// <summary>Return on Customer (Peppers and Rogers): what customers brought in a period and the change of their equity, for each unit of equity at its opening.</summary>
public sealed record ReturnOnCustomer
{
    public required DateTime Start { get; init; }

    public required DateTime End { get; init; }

    public string? Group { get; init; }

    public required decimal OpeningEquity { get; init; }

    /// <summary>The actual cash of the period.</summary>
    public required decimal CashFlow { get; init; }

    /// <summary>ClosingEquity - OpeningEquity - AssumptionEffect - Moved.</summary>
    public required decimal EquityChange { get; init; }

    public required decimal ClosingEquity { get; init; }

    /// <summary>(CashFlow + EquityChange) / OpeningEquity; null with a reason.</summary>
    public double? Return { get; init; }

    /// <summary>The same for a year, compounded.</summary>
    public double? AnnualizedReturn { get; init; }

    /// <summary>What a new model or discount rate did to the equity at the close. It is no part of the return.</summary>
    public required decimal AssumptionEffect { get; init; }

    /// <summary>The return if it were.</summary>
    public double? ReturnWithAssumptions { get; init; }

    /// <summary>The equity that changed its group in the period. It is no part of the return.</summary>
    public required decimal Moved { get; init; }

    /// <summary>Why the return is null.</summary>
    public string? Reason { get; init; }

    public string? Note { get; init; }

    public required ModelKind Model { get; init; }

    public required string Horizon { get; init; }

    /// <summary>Per year.</summary>
    public required double DiscountRate { get; init; }

    public double? MarginRate { get; init; }

    public string? GroupBy { get; init; }

    public string? Currency { get; init; }
}
