using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which renewals are asked of a source.</summary>
public sealed record RenewalQuery
{
    public PeriodUnit Period { get; init; } = PeriodUnit.Month;

    /// <summary>The days from an activity to the end of its term; needed by transactions where no factor is given, refused by subscriptions.</summary>
    public int? TermDays { get; init; }

    /// <summary>What the customer's own median gap is multiplied with to be the term, at most two decimals; in the place of the days.</summary>
    public decimal? GapFactor { get; init; }

    /// <summary>The days after the end of a term in which a renewal still counts; needed by transactions with a term in days; null takes the grace of subscriptions, and 0 beside a factor.</summary>
    public int? GraceDays { get; init; }

    /// <summary>The group column that tells the contracts of one customer apart.</summary>
    public string? ContractColumn { get; init; }

    /// <summary>The group columns; none asks for the whole.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Shows the periods that end after this date.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Shows the periods that start before this date.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Shows the last so many periods, an open one included.</summary>
    public int? Last { get; init; }
}
