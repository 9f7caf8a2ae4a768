using System.Collections.Generic;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>What a source answers when asked for its ledger.</summary>
/// <param name="Period">The periods, every one from the first seen row on.</param>
/// <param name="ActivityRule">When somebody is a customer.</param>
/// <param name="WindowDays">The days of the window rule.</param>
/// <param name="AsOf">The first day that is not seen.</param>
/// <param name="Refund">What refunds do to money.</param>
internal sealed record LedgerQuestion(PeriodUnit Period, ActivityRule ActivityRule, int WindowDays, int AsOf, RefundRule Refund);

/// <summary>The answer: a line for each period of the calendar.</summary>
/// <param name="Calendar">The periods.</param>
/// <param name="Lines">One for each of them.</param>
/// <param name="FirstDay">The first day with a row.</param>
/// <param name="CameBackShare">Of all losses dated under the window rule, the share that came back later.</param>
internal sealed record LedgerFact(PeriodCalendar Calendar, IReadOnlyList<LedgerLine> Lines, int FirstDay, double? CameBackShare);
