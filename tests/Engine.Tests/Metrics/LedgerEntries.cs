using System;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>Complete ledger entries with a few figures that matter.</summary>
internal static class LedgerEntries
{
    /// <summary>The period so many units after 2020, by the rule Period; whoever is lost is replaced, so the closing is the opening.</summary>
    public static CustomerLedgerEntry Entry(int number, long opening, long lost, decimal closingValue = 0, PeriodUnit unit = PeriodUnit.Month, string? group = null)
    {
        var start = Start(unit, number);
        return new()
        {
            Period = start.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            Start = start,
            End = Start(unit, number + 1),
            Group = group,
            IsComplete = true,
            Opening = opening,
            New = lost,
            Returned = 0,
            Lost = lost,
            Closing = opening,
            Transient = 0,
            Interrupted = 0,
            Undecided = 0,
            OpeningValue = 0,
            NewValue = 0,
            ReturnedValue = 0,
            Expansion = 0,
            Contraction = 0,
            LostValue = 0,
            ClosingValue = closingValue,
            TransientValue = 0,
            OutsideValue = 0,
            Check = 0,
            ValueCheck = 0,
            RowCheck = 0,
            RefundValue = 0,
            PeriodValue = closingValue,
            LeftEdge = false,
            Unit = unit,
            ActivityRule = ActivityRule.Period,
            AsOf = new DateTime(2030, 1, 1),
            TimeZone = "UTC",
        };
    }

    private static DateTime Start(PeriodUnit unit, int number) => unit switch
    {
        PeriodUnit.Month => new DateTime(2020, 1, 1).AddMonths(number),
        PeriodUnit.Quarter => new DateTime(2020, 1, 1).AddMonths(3 * number),
        _ => new DateTime(2020 + number, 1, 1),
    };
}
