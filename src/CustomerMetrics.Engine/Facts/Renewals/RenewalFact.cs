using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>What a source answers when asked for its renewals.</summary>
/// <param name="Period">The length of a period.</param>
/// <param name="TermDays">The days of a term that an activity starts; of no meaning for subscriptions, and where a factor is given.</param>
/// <param name="GraceDays">The days after the end of a term in which a renewal still counts.</param>
/// <param name="AsOf">The first day that is not seen.</param>
/// <param name="Refund">What refunds do to money.</param>
/// <param name="GroupBy">The columns of the group of the term; none asks for the whole.</param>
/// <param name="ContractColumn">The column that tells the contracts of one customer apart.</param>
/// <param name="GapHundredths">Where each customer's own gaps tell the term: hundredths of the median gap; 0 where they do not.</param>
internal sealed record RenewalQuestion(PeriodUnit Period, int TermDays, int GraceDays, int AsOf, RefundRule Refund, IReadOnlyList<string> GroupBy, string? ContractColumn = null, int GapHundredths = 0)
{
    /// <summary>Whether the last day of the grace has been seen.</summary>
    public bool IsDecided(int end) => end + (long)GraceDays < AsOf;
}

/// <summary>The terms of one group that ended in one period.</summary>
/// <param name="Period">The number of the period.</param>
/// <param name="Group">Null where nobody asked for groups.</param>
internal sealed record RenewalLine(int Period, string? Group)
{
    public long Opportunities { get; set; }

    /// <summary>Of the decided.</summary>
    public long Renewed { get; set; }

    /// <summary>Of the decided as well.</summary>
    public long Lost { get; set; }

    public long Undecided { get; set; }

    public long UndecidedRenewed { get; set; }

    /// <summary>Activities in the period that start no term, since their customer had no gap before them.</summary>
    public long WithoutExpectation { get; set; }

    public Int128 UndecidedValue { get; set; }

    /// <summary>Decided ones whose money is negative: they are in no sum of money.</summary>
    public long Excluded { get; set; }

    /// <summary>The days of the decided terms.</summary>
    public long TermDays { get; set; }

    public Int128 OldValue { get; set; }

    public Int128 KeptValue { get; set; }

    public Int128 NewValue { get; set; }

    public ProductSum OldSquares { get; set; }

    public ProductSum KeptSquares { get; set; }

    public ProductSum KeptProducts { get; set; }

    public ProductSum NewSquares { get; set; }

    public ProductSum NewProducts { get; set; }
}

/// <summary>A term that ended, and what replaced it.</summary>
/// <param name="CustomerId">The id.</param>
/// <param name="Contract">The name of the contract; null where no column tells it.</param>
/// <param name="Start">The first day; of terms that end together, the earliest.</param>
/// <param name="End">The first day after it.</param>
/// <param name="Group">The group of the term.</param>
/// <param name="Old">Its money.</param>
/// <param name="RenewedOn">The first day of what replaced it.</param>
/// <param name="New">The money of what replaced it.</param>
internal readonly record struct RenewalFactMember(string CustomerId, string? Contract, int Start, int End, string? Group, Int128 Old, int? RenewedOn, Int128 New);
