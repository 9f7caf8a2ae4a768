using System;

namespace CustomerMetrics;

/// <summary>The terms that ended in a period, and how many of them were renewed: Renewed + Lost + Undecided = Opportunities.</summary>
public sealed record RenewalRate
{
    public required string Period { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public string? Group { get; init; }

    /// <summary>Whether the period and the grace after its last day are over by the as-of date.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Terms that ended in the period; those of one customer that end on the same day are one.</summary>
    public required long Opportunities { get; init; }

    public required long Renewed { get; init; }

    /// <summary>Not renewed by the last day of the grace. The customer may have other terms.</summary>
    public required long Lost { get; init; }

    /// <summary>Opportunities whose grace is not over: they are in no rate.</summary>
    public required long Undecided { get; init; }

    /// <summary>Of the undecided, those that are renewed already.</summary>
    public required long UndecidedRenewed { get; init; }

    /// <summary>Renewed / (Renewed + Lost).</summary>
    public double? Rate { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The renewal rate of a year: Rate ^ (1 / Years).</summary>
    public double? Annualized { get; init; }

    /// <summary>The mean length of the terms that the rate is about.</summary>
    public double? Years { get; init; }

    /// <summary>Of the money of the terms, what their renewals kept, none counted for more than it was.</summary>
    public double? GrossValueRate { get; init; }

    public double? GrossValueLow { get; init; }

    public double? GrossValueHigh { get; init; }

    /// <summary>The money of the renewals by that of the terms.</summary>
    public double? NetValueRate { get; init; }

    public double? NetValueLow { get; init; }

    public double? NetValueHigh { get; init; }

    /// <summary>The money of the terms that are decided: what the value rates are of.</summary>
    public required decimal OldValue { get; init; }

    /// <summary>The numerator of the gross rate.</summary>
    public required decimal KeptValue { get; init; }

    /// <summary>The money of the renewals, which is the numerator of the net rate.</summary>
    public required decimal NewValue { get; init; }

    /// <summary>The money of the undecided terms.</summary>
    public required decimal UndecidedValue { get; init; }

    /// <summary>Decided opportunities left out of the money since it is negative.</summary>
    public long Excluded { get; init; }

    /// <summary>Purchases in the period after which nothing tells when the next one is due: the first of each customer. Null where no factor was given.</summary>
    public long? WithoutExpectation { get; init; }

    /// <summary>Why terms were lost and why they were renewed, as far as it is recorded; null where no reasons were given.</summary>
    public RenewalReason[]? Reasons { get; init; }

    /// <summary>Why a figure is null.</summary>
    public string? Reason { get; init; }

    /// <summary>The kind of the interval of the rate.</summary>
    public string? Interval { get; init; }

    /// <summary>The kind of the intervals of the value rates.</summary>
    public string? ValueInterval { get; init; }

    /// <summary>Renewed + Lost + Undecided less Opportunities. Always zero.</summary>
    public required long Check { get; init; }

    public required PeriodUnit Unit { get; init; }

    /// <summary>The days from an activity to the end of its term; null of subscriptions, and where a factor tells it.</summary>
    public int? TermDays { get; init; }

    /// <summary>The median gap of the customer times this is the term.</summary>
    public decimal? GapFactor { get; init; }

    public required int GraceDays { get; init; }

    /// <summary>The column that told the contracts of one customer apart.</summary>
    public string? ContractColumn { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>Where the rate came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }
}
