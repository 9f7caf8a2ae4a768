using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>What a source answers when asked for its cohorts.</summary>
/// <param name="Period">The length of a cohort and of an offset.</param>
/// <param name="Offset">How offsets are counted.</param>
/// <param name="IsRolling">Counts a customer in the last bin with an activity alone.</param>
/// <param name="Measure">What the sums of products are of.</param>
/// <param name="Brackets">The offsets of each bin, one after the other; none gives each offset a bin.</param>
/// <param name="FirstPeriod">The first period whose customers are told.</param>
/// <param name="LastPeriod">The last one.</param>
/// <param name="AsOf">The first day that is not seen.</param>
/// <param name="Refund">What refunds do to money.</param>
/// <param name="GroupBy">The columns whose group on the day of the first activity is told; none asks for the whole.</param>
internal sealed record CohortQuestion(PeriodUnit Period, CohortOffset Offset, bool IsRolling, CohortMeasure Measure, IReadOnlyList<OffsetBracket> Brackets, int FirstPeriod, int LastPeriod, int AsOf, RefundRule Refund, IReadOnlyList<string> GroupBy)
{
    /// <summary>The bin of rows before offset 0.</summary>
    public const int Before = -1;

    /// <summary>That of offsets in no bracket.</summary>
    public const int Outside = -2;

    /// <summary>The length of an offset where it is elapsed; that of a cohort unless told.</summary>
    public PeriodUnit OffsetUnit { get; init; } = Period;

    /// <summary>Takes the cost of rows from their money, where there is a column of it.</summary>
    public bool LessCost { get; init; }

    /// <summary>Asks for those who came back under this rule, from the day of their return up to the next one, in the place of those who first came.</summary>
    public ReturnRule? Returns { get; init; }

    /// <summary>The bin of an offset.</summary>
    [MethodImpl(Hot.Path)]
    public int BinOf(int offset)
    {
        if (Brackets.Count == 0 || offset < 0)
        {
            return offset < 0 ? Before : offset;
        }

        for (var i = 0; i < Brackets.Count; i++)
        {
            if (offset >= Brackets[i].From && offset <= Brackets[i].To)
            {
                return i;
            }
        }

        return Outside;
    }
}

/// <summary>When somebody who comes again has been lost, as the ledger has it.</summary>
/// <param name="Rule">Period or Window.</param>
/// <param name="WindowDays">The days of a window.</param>
internal sealed record ReturnRule(ActivityRule Rule, int WindowDays);

/// <summary>Consecutive offsets.</summary>
internal readonly record struct OffsetBracket(int From, int To);

/// <summary>The answer.</summary>
/// <param name="FirstDay">The first day with a row; null when none is seen. Of returns, the first day of one.</param>
/// <param name="Earlier">Customers left out since they were known before the period of their first activity.</param>
/// <param name="Lines">By period, then by how many offsets are over, then by the ordinal name of the group.</param>
internal sealed record CohortFact(int? FirstDay, long Earlier, IReadOnlyList<CohortLine> Lines);

/// <summary>Those who first came in one period, in one group, with the same offsets over.</summary>
/// <param name="Period">The number of the period.</param>
/// <param name="Done">The last offset that is over; -1 when none is.</param>
/// <param name="Group">Null where nobody asked for groups.</param>
internal sealed record CohortLine(int Period, int Done, string? Group)
{
    public long Customers { get; set; }

    /// <summary>What is measured at offset 0: units of money, or days with an activity.</summary>
    public Int128 Base { get; set; }

    public ProductSum BaseSquares { get; set; }

    public CohortBin Before { get; set; } = new();

    /// <summary>Up to the last one that holds anything.</summary>
    public List<CohortBin> Bins { get; } = [];

    /// <summary>A bin to add to; null for one that nobody asked for.</summary>
    [MethodImpl(Hot.Path)]
    public CohortBin? BinAt(int bin)
    {
        if (bin < 0)
        {
            return bin == CohortQuestion.Before ? Before : null;
        }

        while (Bins.Count <= bin)
        {
            Bins.Add(new());
        }

        return Bins[bin];
    }

    /// <summary>Adds other customers of the same line.</summary>
    public void Add(CohortLine other)
    {
        Customers += other.Customers;
        Base += other.Base;
        BaseSquares = BaseSquares.Plus(other.BaseSquares);
        Before.Add(other.Before);
        for (var i = 0; i < other.Bins.Count; i++)
        {
            BinAt(i)!.Add(other.Bins[i]);
        }
    }

    /// <summary>Makes states of bins that hold changes: each is what was before it and what it changes.</summary>
    public void AddUp()
    {
        for (var i = 1; i < Bins.Count; i++)
        {
            Bins[i].Add(Bins[i - 1]);
        }

        while (Bins is [.., { Orders: 0 }])
        {
            Bins.RemoveAt(Bins.Count - 1);
        }
    }
}

/// <summary>What the customers of a line did in the offsets of one bin.</summary>
internal sealed class CohortBin
{
    public long Active { get; set; }

    /// <summary>Days with an activity.</summary>
    public long Orders { get; set; }

    public Int128 Value { get; set; }

    /// <summary>Refunds kept apart.</summary>
    public Int128 Refunds { get; set; }

    /// <summary>Of what is measured; of cumulated money, what the bin adds to the squares so far.</summary>
    public ProductSum Squares { get; set; }

    /// <summary>Of what is measured, with the same at offset 0.</summary>
    public ProductSum Products { get; set; }

    public void Add(CohortBin other)
    {
        Active += other.Active;
        Orders += other.Orders;
        Value += other.Value;
        Refunds += other.Refunds;
        Squares = Squares.Plus(other.Squares);
        Products = Products.Plus(other.Products);
    }
}

/// <summary>A customer behind a cell.</summary>
/// <param name="CustomerId">The id.</param>
/// <param name="FirstDay">The day of the first activity.</param>
/// <param name="Done">The last offset that is over.</param>
/// <param name="Group">The group on the first day.</param>
/// <param name="Orders">Days with an activity in the offsets asked for.</param>
/// <param name="Value">Money of these offsets.</param>
internal readonly record struct CohortFactMember(string CustomerId, int FirstDay, int Done, string? Group, long Orders, Int128 Value);
