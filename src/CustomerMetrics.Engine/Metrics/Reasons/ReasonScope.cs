using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>Which movements a direction explains, and from when to when a reason for one is dated.</summary>
internal sealed class ReasonScope
{
    private static readonly PartKind[] Lost = [PartKind.Lost];
    private static readonly PartKind[] Came = [PartKind.New, PartKind.Returned];
    private static readonly PartKind[] Kept = [PartKind.Kept];
    private static readonly PartKind[] There = [PartKind.New, PartKind.Returned, PartKind.Kept];

    private readonly ReasonQuery query;
    private readonly PeriodCalendar calendar;

    /// <param name="query">What is asked for.</param>
    /// <param name="start">The first day of any period.</param>
    public ReasonScope(ReasonQuery query, int start)
    {
        this.query = query;
        calendar = new(query.Ledger.Period, start, start);
    }

    public IReadOnlyList<PartKind> Kinds => query.Direction switch
    {
        ReasonDirection.Out => Lost,
        ReasonDirection.In => Came,
        ReasonDirection.Stay => Kept,
        _ => There,
    };

    /// <summary>The movements that have lines, in their order.</summary>
    public IReadOnlyList<CustomerMovement> Movements => query.Direction switch
    {
        ReasonDirection.Out => [CustomerMovement.Lost],
        ReasonDirection.In => [CustomerMovement.New, CustomerMovement.Returned],
        ReasonDirection.Stay => [CustomerMovement.Kept],
        _ => [CustomerMovement.Closing],
    };

    /// <summary>What a part of a customer is: its line, and the group and money that it stands there with.</summary>
    public (CustomerMovement Movement, string? Group, Int128 Value) LineOf(in LedgerMember member) => query.Direction switch
    {
        ReasonDirection.Out => (CustomerMovement.Lost, member.OpeningGroup, member.OpeningValue),
        ReasonDirection.In => (member.Kind is PartKind.New ? CustomerMovement.New : CustomerMovement.Returned, member.ClosingGroup, member.ClosingValue),
        ReasonDirection.Stay => (CustomerMovement.Kept, member.ClosingGroup, member.ClosingValue),
        _ => (CustomerMovement.Closing, member.ClosingGroup, member.ClosingValue),
    };

    /// <summary>The people and money of a movement, as the ledger has them.</summary>
    public static (long Customers, decimal Value) TotalOf(CustomerLedgerEntry entry, CustomerMovement movement) => movement switch
    {
        CustomerMovement.Lost => (entry.Lost, entry.LostValue),
        CustomerMovement.New => (entry.New, entry.NewValue),
        CustomerMovement.Returned => (entry.Returned, entry.ReturnedValue),
        CustomerMovement.Kept => (entry.Closing - entry.New - entry.Returned, entry.ClosingValue - entry.NewValue - entry.ReturnedValue),
        _ => (entry.Closing, entry.ClosingValue),
    };

    /// <summary>The first day of the period before; that of the period itself at the beginning of all time.</summary>
    public int Before(int start) => start == 0 ? 0 : calendar.Start(calendar.IndexOf(start) - 1);

    /// <summary>The first day on which a reason for a movement of a period is dated.</summary>
    public int From(int start) => Math.Max(0, LookBack(start) - query.WithinDays);

    /// <summary>The first day on which it is no more.</summary>
    public int To(int start) => calendar.End(calendar.IndexOf(start)) + query.WithinDays;

    /// <summary>The first period in which a reason that is dated on a day or later may belong to a movement.</summary>
    public int FirstPeriodOf(int day) => calendar.Start(calendar.IndexOf(Math.Max(0, day - query.WithinDays)));

    // Who leaves was there at the opening, and may have said why since then; who comes may have said so before.
    private int LookBack(int start) => query.Direction is not (ReasonDirection.Out or ReasonDirection.In) ? start
        : query.Ledger.ActivityRule is ActivityRule.Window ? start - query.Ledger.WindowDays!.Value
        : Before(start);
}
