using System;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>One period and group of the ledger fact: counts, and money in units. Built by adding customers one by one, or read from a database that has added them up.</summary>
internal sealed class LedgerLine
{
    public long Opening { get; set; }

    public long New { get; set; }

    public long Returned { get; set; }

    public long MovedIn { get; set; }

    public long Lost { get; set; }

    public long MovedOut { get; set; }

    public long Expanded { get; set; }

    public long Contracted { get; set; }

    public long Closing { get; set; }

    public long Transient { get; set; }

    public long Interrupted { get; set; }

    public long Undecided { get; set; }

    public Int128 OpeningValue { get; set; }

    public Int128 NewValue { get; set; }

    public Int128 ReturnedValue { get; set; }

    public Int128 MovedInValue { get; set; }

    public Int128 Expansion { get; set; }

    public Int128 Contraction { get; set; }

    public Int128 LostValue { get; set; }

    public Int128 MovedOutValue { get; set; }

    public Int128 FxEffect { get; set; }

    public Int128 ClosingValue { get; set; }

    public Int128 TransientValue { get; set; }

    public Int128 OutsideValue { get; set; }

    public Int128 RefundValue { get; set; }

    public Int128 PeriodValue { get; set; }

    /// <summary>The money of the raw rows that this line must account for.</summary>
    public Int128 RowValue { get; set; }

    public long NegativeCustomers { get; set; }

    public Int128 NegativeOpeningValue { get; set; }

    public Int128 NegativeLoss { get; set; }

    public Int128 NegativeExpansion { get; set; }

    /// <summary>Of customers without money below zero, which intervals do not know. A field, since it is a mutable value.</summary>
    public LossProducts LossProducts;

    /// <summary>Null where losses have no date.</summary>
    public DatedLosses? Dated { get; set; }

    /// <summary>Adds what other customers did; losses are dated when all are added.</summary>
    public void Add(LedgerLine other)
    {
        Opening += other.Opening;
        New += other.New;
        Returned += other.Returned;
        MovedIn += other.MovedIn;
        Lost += other.Lost;
        MovedOut += other.MovedOut;
        Expanded += other.Expanded;
        Contracted += other.Contracted;
        Closing += other.Closing;
        Transient += other.Transient;
        Interrupted += other.Interrupted;
        Undecided += other.Undecided;
        OpeningValue += other.OpeningValue;
        NewValue += other.NewValue;
        ReturnedValue += other.ReturnedValue;
        MovedInValue += other.MovedInValue;
        Expansion += other.Expansion;
        Contraction += other.Contraction;
        LostValue += other.LostValue;
        MovedOutValue += other.MovedOutValue;
        FxEffect += other.FxEffect;
        ClosingValue += other.ClosingValue;
        TransientValue += other.TransientValue;
        OutsideValue += other.OutsideValue;
        RefundValue += other.RefundValue;
        PeriodValue += other.PeriodValue;
        RowValue += other.RowValue;
        NegativeCustomers += other.NegativeCustomers;
        NegativeOpeningValue += other.NegativeOpeningValue;
        NegativeLoss += other.NegativeLoss;
        NegativeExpansion += other.NegativeExpansion;
        LossProducts.Add(other.LossProducts);
    }

    [MethodImpl(Hot.Path)]
    public void AddNew(Int128 close)
    {
        New++;
        NewValue += close;
        Close(close);
    }

    [MethodImpl(Hot.Path)]
    public void AddReturned(Int128 close)
    {
        Returned++;
        ReturnedValue += close;
        Close(close);
    }

    public void AddTransient(Int128 value)
    {
        Transient++;
        TransientValue += value;
    }

    [MethodImpl(Hot.Path)]
    public void AddKept(Int128 open, Int128 close, Int128 fxEffect)
    {
        AddChange(open, close, fxEffect);
        Close(close);
    }

    /// <summary>The change of money stands in the group that the customer leaves, where it is a part of the opening.</summary>
    public void AddMovedOut(Int128 open, Int128 close, Int128 fxEffect)
    {
        AddChange(open, close, fxEffect);
        MovedOut++;
        MovedOutValue += close;
    }

    public void AddMovedIn(Int128 close)
    {
        MovedIn++;
        MovedInValue += close;
        Close(close);
    }

    [MethodImpl(Hot.Path)]
    public void AddLost(Int128 open)
    {
        Lost++;
        LostValue += open;
        Open(open, 0, lost: true);
    }

    public void AddOutside(Int128 value) => OutsideValue += value;

    /// <summary>Those whose money and group have not changed.</summary>
    public void AddSteady(in SteadyChange standing)
    {
        Opening += standing.Customers;
        Closing += standing.Customers;
        OpeningValue += standing.Value;
        ClosingValue += standing.Value;
        RowValue += standing.RowValue;
        NegativeCustomers += standing.NegativeCustomers;
        NegativeOpeningValue += standing.NegativeValue;
        Undecided += standing.Undecided;
        OutsideValue += standing.OutsideValue;
        LossProducts.AddSteady(standing.Squares);
    }

    [MethodImpl(Hot.Path)]
    public void AddRows(Int128 rows, Int128 refunds, Int128 dated)
    {
        RowValue += rows;
        RefundValue += refunds;
        PeriodValue += dated;
    }

    [MethodImpl(Hot.Path)]
    public void AddMarks(bool interrupted, bool undecided)
    {
        Interrupted += interrupted ? 1 : 0;
        Undecided += undecided ? 1 : 0;
    }

    // At constant rates; what the rates did is told apart.
    [MethodImpl(Hot.Path)]
    private void AddChange(Int128 open, Int128 close, Int128 fxEffect)
    {
        var change = close - fxEffect - open;
        Expanded += change > 0 ? 1 : 0;
        Contracted += change < 0 ? 1 : 0;
        Expansion += change > 0 ? change : 0;
        Contraction += change < 0 ? -change : 0;
        FxEffect += fxEffect;
        Open(open, close - fxEffect, lost: false);
    }

    private void Close(Int128 close)
    {
        Closing++;
        ClosingValue += close;
    }

    [MethodImpl(Hot.Path)]
    private void Open(Int128 open, Int128 close, bool lost)
    {
        Opening++;
        OpeningValue += open;
        if (open < 0 || close < 0)
        {
            NegativeCustomers++;
            NegativeOpeningValue += open;
            NegativeLoss += lost ? open : Int128.Max(open - close, 0);
            NegativeExpansion += lost ? 0 : Int128.Max(close - open, 0);
        }
        else if (lost)
        {
            LossProducts.AddLost(open);
        }
        else
        {
            LossProducts.AddKept(open, close);
        }
    }
}

/// <summary>What only rules with dated losses know of a period.</summary>
/// <param name="CustomerDays">Sum over days of the customers active at their start.</param>
/// <param name="Losses">Losses dated in the period, all of them.</param>
/// <param name="DailyLossSum">Sum over days of losses per customer active; null when nobody was active on any day.</param>
internal sealed record DatedLosses(long CustomerDays, long Losses, double? DailyLossSum);
