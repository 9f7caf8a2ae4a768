using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Facts.WinBacks;

/// <summary>What a source answers when asked who was lost and who came back.</summary>
/// <param name="Ledger">The ledger whose returns are meant.</param>
/// <param name="ForgottenAfter">The months after which a lost customer is a stranger; null is never.</param>
internal sealed record WinBackQuestion(LedgerQuestion Ledger, int? ForgottenAfter)
{
    /// <summary>Leaves the money out, which the parts of the ledger alone tell; who came back is in the days.</summary>
    public bool CountsOnly { get; init; }

    /// <summary>Whether days alone answer it.</summary>
    public bool IsOfDays => CountsOnly && Ledger.Contract is null;
}

/// <summary>The answer.</summary>
/// <param name="Calendar">The periods; null when no row is seen.</param>
/// <param name="Lines">The absences at the opening of some period, those alike put together.</param>
internal sealed record WinBackFact(PeriodCalendar? Calendar, IReadOnlyList<WinBackLine> Lines);

/// <summary>Absences that begin and end alike. Periods are numbered from the start of all time.</summary>
/// <param name="Enters">The first period at whose opening the customers are lost.</param>
/// <param name="Back">The period of their next activity; <see cref="Never"/> where there is none.</param>
/// <param name="Forgotten">The first period at whose opening they are strangers; <see cref="Never"/> where there is none.</param>
/// <param name="Months">Whole months from the loss to the next activity.</param>
/// <param name="IsReturned">Whether they are there at the close of the period in which they were back.</param>
/// <param name="Group">The group of the latest activity before the absence.</param>
/// <param name="Customers">How many.</param>
/// <param name="Value">The money of those who returned, at the close.</param>
internal readonly record struct WinBackLine(int Enters, int Back, int Forgotten, int Months, bool IsReturned, string? Group, long Customers, Int128 Value)
{
    public const int Never = int.MaxValue;

    /// <summary>Lines in one order, whoever told them.</summary>
    public static IReadOnlyList<WinBackLine> Ordered(IEnumerable<WinBackLine> lines) =>
        [.. lines.OrderBy(line => (line.Enters, line.Back, line.Forgotten, line.Months, line.IsReturned)).ThenBy(line => line.Group, StringComparer.Ordinal)];
}
