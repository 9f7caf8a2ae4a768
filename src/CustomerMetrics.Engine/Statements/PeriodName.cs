using System;
using System.Globalization;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What people call a period: "1997 Q3" in a table, "In 1997 Q3" and "in Q2" in a sentence.</summary>
internal static class PeriodName
{
    public static string Short(PeriodUnit? unit, DateTime start) => unit switch
    {
        PeriodUnit.Day => Text(start, "yyyy-MM-dd"),
        PeriodUnit.Week => Errors.Invariant($"{ISOWeek.GetYear(start)} W{ISOWeek.GetWeekOfYear(start):00}"),
        PeriodUnit.Month => Text(start, "MMM yyyy"),
        PeriodUnit.Quarter => Errors.Invariant($"{start.Year} {Quarter(start)}"),
        _ => Text(start, "yyyy"),
    };

    public static string Short(CustomerLedgerEntry entry) => Short(entry.Unit, entry.Start);

    /// <summary>"1997 Q3", "August 1997", "4 August 1997".</summary>
    public static string Long(CustomerLedgerEntry entry) => entry.Unit switch
    {
        PeriodUnit.Day => Text(entry.Start, "d MMMM yyyy"),
        PeriodUnit.Week => Errors.Invariant($"week {ISOWeek.GetWeekOfYear(entry.Start)} of {ISOWeek.GetYear(entry.Start)}"),
        PeriodUnit.Month => Text(entry.Start, "MMMM yyyy"),
        _ => Short(entry),
    };

    /// <summary>"in 1997 Q3", "on 4 August 1997".</summary>
    public static string In(CustomerLedgerEntry entry) => (entry.Unit is PeriodUnit.Day ? "on " : "in ") + Long(entry);

    /// <summary>The period before, as briefly as the year allows: "in Q2", "in December 1996", "the week before".</summary>
    public static string InTheOneBefore(CustomerLedgerEntry entry)
    {
        if (entry.Unit is PeriodUnit.Day or PeriodUnit.Week)
        {
            return "the " + Noun(entry.Unit) + " before";
        }

        var before = entry.Start.AddDays(-1);
        var sameYear = before.Year == entry.Start.Year;
        return "in " + entry.Unit switch
        {
            PeriodUnit.Month => Text(before, sameYear ? "MMMM" : "MMMM yyyy"),
            PeriodUnit.Quarter => sameYear ? Quarter(before) : Short(entry.Unit, before),
            _ => Text(before, "yyyy"),
        };
    }

    public static string Noun(PeriodUnit? unit) => unit switch
    {
        PeriodUnit.Day => "day",
        PeriodUnit.Week => "week",
        PeriodUnit.Month => "month",
        PeriodUnit.Quarter => "quarter",
        _ => "year",
    };

    private static string Quarter(DateTime date) => Errors.Invariant($"Q{((date.Month - 1) / 3) + 1}");

    private static string Text(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
