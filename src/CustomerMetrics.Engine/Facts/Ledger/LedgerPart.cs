using System;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>One customer's part in one period: the ledger adds them up, the drill-down lists them, so that both say the same.</summary>
/// <param name="Customer">The customer's number.</param>
/// <param name="Period">The period's index.</param>
/// <param name="Kind">What the customer did.</param>
/// <param name="OpeningGroup">The group at the opening; for those not there, as <paramref name="ClosingGroup"/>.</param>
/// <param name="ClosingGroup">The group at the close; for those not there, that of the latest activity.</param>
/// <param name="OpeningValue">The money at the opening.</param>
/// <param name="ClosingValue">The money at the close; of transients and outsiders, the money that is neither.</param>
internal readonly record struct LedgerPart(int Customer, int Period, PartKind Kind, int OpeningGroup, int ClosingGroup, Int128 OpeningValue, Int128 ClosingValue)
{
    /// <summary>Of the change of somebody who stays, what exchange rates made.</summary>
    public Int128 FxEffect { get; init; }

    /// <summary>Lost and back inside the period.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>There at the close without an activity in the period.</summary>
    public bool IsUndecided { get; init; }

    /// <summary>Raw rows that this part accounts for, refunds among them.</summary>
    public Int128 RowValue { get; init; }

    /// <summary>Refunds kept apart.</summary>
    public Int128 RefundValue { get; init; }

    /// <summary>Money of the customer's rows dated in the period, without refunds kept apart.</summary>
    public Int128 PeriodValue { get; init; }
}

internal enum PartKind
{
    New,
    Returned,
    Kept,
    Lost,
    Transient,

    /// <summary>Rows of a customer who is not there.</summary>
    Outside,
}

/// <summary>Takes the parts that a rule finds.</summary>
internal interface ILedgerSink
{
    void Add(in LedgerPart part);

    /// <summary>A customer who stays in one group with the same money, in each period from one up to another.</summary>
    void AddSteady(int customer, int from, int to, int group, Int128 value, Int128 rowValue);
}
