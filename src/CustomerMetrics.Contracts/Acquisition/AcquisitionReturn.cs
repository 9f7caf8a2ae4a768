using System;

namespace CustomerMetrics;

/// <summary>What was spent on the customers of one channel and cohort, and what they have brought since.</summary>
public sealed record AcquisitionReturn
{
    /// <summary>The cohort of all cohorts shown, and the channel of all channels.</summary>
    public const string All = "All";

    /// <summary>The channel of all channels with spend.</summary>
    public const string Paid = "Paid";

    /// <summary>The channel of all who came back, by whatever they did.</summary>
    public const string AllReturned = "Returned";

    /// <summary>New customers, or in lines of their own those who came back.</summary>
    public AcquisitionKind Kind { get; init; }

    /// <summary>The channel at the first activity; (none) for customers, and for spend, of whom nobody knows it.</summary>
    public required string Channel { get; init; }

    /// <summary>The period of the first activity.</summary>
    public required string Cohort { get; init; }

    /// <summary>Null where the table has no row for it.</summary>
    public decimal? Spend { get; init; }

    public required long NewCustomers { get; init; }

    /// <summary><see cref="Spend"/> by <see cref="NewCustomers"/>; null without either.</summary>
    public decimal? Cac { get; init; }

    /// <summary>Of win-backs: the customers who were lost and came back; null of new ones.</summary>
    public long? Returned { get; init; }

    /// <summary><see cref="Spend"/> by <see cref="Returned"/>; null without either. The other figures of the line are about the returned, from the day of the return up to the next one.</summary>
    public decimal? CostPerReturned { get; init; }

    /// <summary>The absences that had begun by the last opening and had not ended before the first.</summary>
    public long? LostBefore { get; init; }

    /// <summary><see cref="Returned"/> by <see cref="LostBefore"/>; null of an open period.</summary>
    public double? ReturnRate { get; init; }

    /// <summary>The 95% interval of <see cref="ReturnRate"/> (Wilson).</summary>
    public double? ReturnRateLow { get; init; }

    public double? ReturnRateHigh { get; init; }

    /// <summary>By which rule they were lost; null of new customers.</summary>
    public ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>The margin of the first month of each customer, per customer; null until it is over for all of a cohort, and in a total of the cohorts for which it is.</summary>
    public decimal? MarginPerCustomer1 { get; init; }

    public decimal? MarginPerCustomer3 { get; init; }

    public decimal? MarginPerCustomer6 { get; init; }

    public decimal? MarginPerCustomer12 { get; init; }

    public decimal? MarginPerCustomer24 { get; init; }

    /// <summary>The first whole month by whose end the margin per customer has reached <see cref="Cac"/>, of win-backs <see cref="CostPerReturned"/>; null while it has not, as far as is seen.</summary>
    public int? PaybackMonth { get; init; }

    /// <summary>Null without a cost per customer.</summary>
    public bool? IsPaidBack { get; init; }

    /// <summary>The share of customers who were active in the month that begins 12 months after their first day.</summary>
    public double? Retention12 { get; init; }

    /// <summary>The 95% interval of <see cref="Retention12"/> (Wilson).</summary>
    public double? Retention12Low { get; init; }

    public double? Retention12High { get; init; }

    public long? Retention12Active { get; init; }

    /// <summary>Customers of the cohorts for which that month is over.</summary>
    public long? Retention12Customers { get; init; }

    /// <summary>Their margin up to the as-of date, per customer.</summary>
    public decimal? ObservedValue { get; init; }

    /// <summary><see cref="ObservedValue"/> by <see cref="Cac"/>, of win-backs by <see cref="CostPerReturned"/>: a lower limit of LTV:CAC, since customers may still buy.</summary>
    public double? ObservedToCac { get; init; }

    /// <summary>The 95% interval of <see cref="ObservedToCac"/>, over the customers; the spend is what it is.</summary>
    public double? ObservedToCacLow { get; init; }

    public double? ObservedToCacHigh { get; init; }

    /// <summary>How the interval of <see cref="ObservedToCac"/> was made.</summary>
    public string? Interval { get; init; }

    /// <summary>What each of them is expected to bring from the as-of date on; null without a model, and where it cannot be said.</summary>
    public decimal? ResidualValue { get; init; }

    /// <summary>The 95% interval of <see cref="ResidualValue"/>, for what the data leave open of the parameters.</summary>
    public decimal? ResidualLow { get; init; }

    public decimal? ResidualHigh { get; init; }

    /// <summary><see cref="ObservedValue"/> and <see cref="ResidualValue"/>.</summary>
    public decimal? LifetimeValue { get; init; }

    /// <summary><see cref="LifetimeValue"/> by <see cref="Cac"/>.</summary>
    public double? LtvToCac { get; init; }

    /// <summary>The 95% interval of <see cref="LtvToCac"/>; the spend is what it is.</summary>
    public double? LtvToCacLow { get; init; }

    public double? LtvToCacHigh { get; init; }

    /// <summary>How the interval of <see cref="LtvToCac"/> was made.</summary>
    public string? LtvInterval { get; init; }

    /// <summary>The residual values of all of these customers: channels and cohorts add up to their customer equity.</summary>
    public decimal? Equity { get; init; }

    /// <summary>Why a figure is null, and what to know of the others.</summary>
    public string? Note { get; init; }

    /// <summary>The margin per customer month by month, as far as it is seen.</summary>
    public required AcquisitionPoint[] Points { get; init; }

    /// <summary>The margin of all of these customers up to the as-of date.</summary>
    public required decimal Value { get; init; }

    /// <summary>Where the margin came from; under Revenue it is the revenue itself.</summary>
    public required MarginBasis Basis { get; init; }

    /// <summary>The share that was given.</summary>
    public double? MarginRate { get; init; }

    /// <summary>What of the money to come counts: the given share, under Cost what the model knows, else all of it.</summary>
    public double? ResidualMarginRate { get; init; }

    public ModelKind? Model { get; init; }

    /// <summary>The as-of date of the model.</summary>
    public DateTime? ModelAsOf { get; init; }

    public string? Horizon { get; init; }

    /// <summary>Per year.</summary>
    public double? DiscountRate { get; init; }

    public required bool IsTotal { get; init; }

    /// <summary>Whether the cohort can have no further customers.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether the first period of the data is in it, whose new customers may be older than they look.</summary>
    public required bool LeftEdge { get; init; }

    /// <summary>New customers over the channels less the ledger's. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>Spend over the channels less the table's in the range. Always zero.</summary>
    public required decimal SpendCheck { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the cohort.</summary>
    public required DateTime End { get; init; }

    public required PeriodUnit Unit { get; init; }

    /// <summary>Which contact a customer is attributed to.</summary>
    public required string Attribution { get; init; }

    public required string ChannelColumn { get; init; }

    /// <summary>Where the spend came from.</summary>
    public required string SpendFrom { get; init; }

    public required DateTime AsOf { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>The channels of its customers; null is all of them.</summary>
    internal string[]? Channels { get; init; }

    /// <summary>What was asked; it does not leave the process.</summary>
    internal AcquisitionQuery? Query { get; init; }

    /// <summary>Where the line came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }
}
