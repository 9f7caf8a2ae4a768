using System;

namespace CustomerMetrics;

/// <summary>
/// One period of the customer ledger: Opening + New + Returned + MovedIn - Lost - MovedOut = Closing, in people and in money.
/// </summary>
public sealed record CustomerLedgerEntry
{
    public required string Period { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>The first day after the period.</summary>
    public required DateTime End { get; init; }

    public string? Group { get; init; }

    /// <summary>False while the period ends after the as-of date.</summary>
    public required bool IsComplete { get; init; }

    public required long Opening { get; init; }

    public required long New { get; init; }

    public required long Returned { get; init; }

    public long MovedIn { get; init; }

    public required long Lost { get; init; }

    public long MovedOut { get; init; }

    public required long Closing { get; init; }

    /// <summary>Came and gone again inside the period: neither in Opening nor in Closing.</summary>
    public required long Transient { get; init; }

    /// <summary>Lost and back inside the period.</summary>
    public required long Interrupted { get; init; }

    /// <summary>In Closing without an activity in the period.</summary>
    public required long Undecided { get; init; }

    public required decimal OpeningValue { get; init; }

    public required decimal NewValue { get; init; }

    public required decimal ReturnedValue { get; init; }

    public decimal MovedInValue { get; init; }

    public required decimal Expansion { get; init; }

    public required decimal Contraction { get; init; }

    public required decimal LostValue { get; init; }

    public decimal MovedOutValue { get; init; }

    /// <summary>What exchange rates did to the money of those at both ends.</summary>
    public decimal FxEffect { get; init; }

    public required decimal ClosingValue { get; init; }

    public required decimal TransientValue { get; init; }

    /// <summary>Money of rows whose customer is not active: refunds after the customer was gone.</summary>
    public required decimal OutsideValue { get; init; }

    /// <summary>People: the sum of the movements less Closing. Always zero.</summary>
    public required long Check { get; init; }

    /// <summary>Money: the sum of the movements less ClosingValue. Always zero.</summary>
    public required decimal ValueCheck { get; init; }

    /// <summary>The ledger's money less the money of the raw rows. Always zero.</summary>
    public required decimal RowCheck { get; init; }

    /// <summary>Refunds kept apart by the refund rule Separate.</summary>
    public required decimal RefundValue { get; init; }

    /// <summary>True where customers older than the data may look new.</summary>
    public required bool LeftEdge { get; init; }

    /// <summary>Null only in an entry made by hand that does not tell it.</summary>
    public required PeriodUnit? Unit { get; init; }

    public required ActivityRule ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>The days between two terms that are bridged; null but for subscriptions.</summary>
    public int? GraceDays { get; init; }

    public required DateTime AsOf { get; init; }

    /// <summary>Customers who stayed and whose money grew or shrank, those who moved to another group among them.</summary>
    public long Expanded { get; init; }

    public long Contracted { get; init; }

    /// <summary>The columns that the groups come from.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Where the entry came from; it does not leave the process.</summary>
    internal CustomerSource? Source { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>Sum over the period's days of the customers active at their start; null where losses have no date.</summary>
    public long? CustomerDays { get; init; }

    /// <summary>All losses dated in the period, those of Transient and Interrupted included; null where losses have no date.</summary>
    public long? Losses { get; init; }

    /// <summary>Sum over days of losses per customer active; null where losses have no date or nobody was active.</summary>
    public double? DailyLossSum { get; init; }

    /// <summary>Of all losses that the window rule dated up to the as-of date, the share that came back later.</summary>
    public double? CameBackShare { get; init; }

    /// <summary>Money of the rows dated in the period, without refunds kept apart; null in an entry that does not tell it.</summary>
    public decimal? PeriodValue { get; init; }

    /// <summary>Customers of the opening with negative money at either end; they stay in the money and out of the money rates.</summary>
    public long NegativeCustomers { get; init; }

    public decimal NegativeOpeningValue { get; init; }

    public decimal NegativeLoss { get; init; }

    public decimal NegativeExpansion { get; init; }

    /// <summary>Over the opening's customers in the money rates: sum of squared opening money (for intervals).</summary>
    public double OpeningSquares { get; init; }

    /// <summary>The like for money lost and contracted, and for its product with opening money.</summary>
    public double GrossLossSquares { get; init; }

    public double GrossLossProducts { get; init; }

    /// <summary>The like with expansion taken off.</summary>
    public double NetLossSquares { get; init; }

    public double NetLossProducts { get; init; }
}
