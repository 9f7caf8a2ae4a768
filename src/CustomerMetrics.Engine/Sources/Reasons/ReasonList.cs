using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Sources.Reasons;

/// <summary>The rows of a reason table.</summary>
internal sealed class ReasonList : ReasonTable
{
    public required IReadOnlyList<GivenReason> Given { get; init; }

    public static ReasonList Of(string name, IReadOnlyList<GivenReason> given, long withoutReason) => new()
    {
        Name = name,
        Given = given,
        Rows = given.Count,
        RowsWithoutReason = withoutReason,
        Customers = given.Select(reason => reason.CustomerId).Distinct(StringComparer.Ordinal).Count(),
        FirstDate = given.Count == 0 ? null : PeriodCalendar.Date(given.Min(reason => reason.Day)),
        LastDate = given.Count == 0 ? null : PeriodCalendar.Date(given.Max(reason => reason.Day)),
        Reasons = [.. given.Select(reason => reason.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };
}
