using System;
using System.Globalization;

namespace CustomerMetrics.Engine.Calendar;

/// <summary>
/// The consecutive periods of one unit from the first seen day to the last. Days are day numbers (0001-01-01 is 0).
/// </summary>
internal sealed class PeriodCalendar
{
    public PeriodCalendar(PeriodUnit unit, int firstDay, int lastDay)
    {
        Unit = unit;
        FirstDay = firstDay;
        FirstPeriod = OrdinalOf(unit, firstDay);
        Count = OrdinalOf(unit, lastDay) - FirstPeriod + 1;
    }

    public PeriodUnit Unit { get; }

    public int FirstDay { get; }

    /// <summary>The number of the first period, counted from the start of all time.</summary>
    public int FirstPeriod { get; }

    public int Count { get; }

    public int IndexOf(int day) => OrdinalOf(Unit, day) - FirstPeriod;

    public int Start(int index) => StartOfOrdinal(FirstPeriod + index);

    /// <summary>The first day after the period.</summary>
    public int End(int index) => StartOfOrdinal(FirstPeriod + index + 1);

    public string Label(int index)
    {
        var start = Date(Start(index));
        return Unit switch
        {
            PeriodUnit.Day => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            PeriodUnit.Week => Errors.Invariant($"{ISOWeek.GetYear(start):0000}-W{ISOWeek.GetWeekOfYear(start):00}"),
            PeriodUnit.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            PeriodUnit.Quarter => Errors.Invariant($"{start.Year:0000}Q{((start.Month - 1) / 3) + 1}"),
            _ => start.Year.ToString("0000", CultureInfo.InvariantCulture),
        };
    }

    public static DateTime Date(int day) => DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue);

    public static int Day(DateTime date) => DateOnly.FromDateTime(date).DayNumber;

    /// <summary>The number of the period that a day is in.</summary>
    public static int OrdinalOf(PeriodUnit unit, int day)
    {
        if (unit is PeriodUnit.Day)
        {
            return day;
        }

        if (unit is PeriodUnit.Week)
        {
            // 0001-01-01 is a Monday.
            return day / 7;
        }

        var date = DateOnly.FromDayNumber(day);
        return unit switch
        {
            PeriodUnit.Month => (date.Year * 12) + date.Month - 1,
            PeriodUnit.Quarter => (date.Year * 4) + ((date.Month - 1) / 3),
            _ => date.Year,
        };
    }

    // The period after the last representable day has no first day; its end is one past that day.
    private int StartOfOrdinal(int ordinal)
    {
        var (year, month) = Unit switch
        {
            PeriodUnit.Month => (ordinal / 12, (ordinal % 12) + 1),
            PeriodUnit.Quarter => (ordinal / 4, ((ordinal % 4) * 3) + 1),
            _ => (ordinal, 1),
        };
        return Unit switch
        {
            PeriodUnit.Day => ordinal,
            PeriodUnit.Week => ordinal * 7,
            _ => year > 9999 ? DateOnly.MaxValue.DayNumber + 1 : new DateOnly(year, month, 1).DayNumber,
        };
    }
}
