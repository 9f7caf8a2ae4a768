using System.Collections.Generic;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>What a source answers when asked for its ledger.</summary>
/// <param name="Period">The periods, every one from the first seen row on.</param>
/// <param name="ActivityRule">When somebody is a customer.</param>
/// <param name="WindowDays">The days of the window rule.</param>
/// <param name="AsOf">The first day that is not seen.</param>
/// <param name="Refund">What refunds do to money.</param>
/// <param name="GroupBy">The columns of the groups; none asks for the whole.</param>
internal sealed record LedgerQuestion(PeriodUnit Period, ActivityRule ActivityRule, int WindowDays, int AsOf, RefundRule Refund, IReadOnlyList<string> GroupBy)
{
    /// <summary>The periods between the opening and the close of a line.</summary>
    public int Span { get; init; } = 1;

    /// <summary>How subscriptions are read; null of transactions.</summary>
    public ContractRule? Contract { get; init; }
}

/// <summary>The answer.</summary>
/// <param name="Calendar">The periods; null when no row is seen.</param>
/// <param name="Lines">By period, then by the ordinal name of the group. The whole has a line for each period, a group where it has any.</param>
/// <param name="FirstDay">The first day with a row.</param>
/// <param name="CameBackShare">Of all losses dated under the window rule, the share that came back later.</param>
internal sealed record LedgerFact(PeriodCalendar? Calendar, IReadOnlyList<LedgerFactLine> Lines, int FirstDay, double? CameBackShare);

internal readonly record struct LedgerFactLine(int Period, string? Group, LedgerLine Line);

/// <summary>The customers behind one cell of a ledger.</summary>
internal readonly record struct LedgerMember(string CustomerId, PartKind Kind, string? OpeningGroup, string? ClosingGroup, System.Int128 OpeningValue, System.Int128 ClosingValue, System.Int128 FxEffect, bool IsInterrupted, bool IsUndecided);
