using System;
using System.Runtime.CompilerServices;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>The offsets of days from a customer's first one, every day looked up and none computed twice.</summary>
internal sealed class OffsetClock
{
    private readonly bool isCalendar;
    private readonly int firstDay;
    private readonly int[] period;
    private readonly Func<int, int, int> offset;
    private readonly int asOf;

    /// <param name="unit">The length of a period.</param>
    /// <param name="kind">How offsets are counted.</param>
    /// <param name="firstDay">The first day that is asked for.</param>
    /// <param name="asOf">The last one.</param>
    /// <param name="elapsed">The length of an elapsed offset; that of a period unless told.</param>
    public OffsetClock(PeriodUnit unit, CohortOffset kind, int firstDay, int asOf, PeriodUnit? elapsed = null)
    {
        this.firstDay = firstDay;
        this.asOf = asOf;
        isCalendar = kind is CohortOffset.Calendar;
        period = Numbers(asOf, day => PeriodCalendar.OrdinalOf(unit, day));
        var step = elapsed ?? unit;
        if (isCalendar)
        {
            offset = [MethodImpl(Hot.Path)] (first, day) => period[day - firstDay] - period[first - firstDay];
        }
        else if (step is PeriodUnit.Day or PeriodUnit.Week)
        {
            var length = step is PeriodUnit.Day ? 1 : 7;
            offset = [MethodImpl(Hot.Path)] (first, day) => (day - first) / length;
        }
        else
        {
            var months = Numbers(asOf, day => PeriodCalendar.OrdinalOf(PeriodUnit.Month, day));
            var days = Numbers(asOf, day => DateOnly.FromDayNumber(day).Day);
            var isLast = Array.ConvertAll(Numbers(asOf, day => DateOnly.FromDayNumber(day).AddDays(1).Day), next => next == 1);
            var length = MonthsOf(step);

            // The month after the 31st ends on the last day of a shorter month.
            offset = [MethodImpl(Hot.Path)] (first, day) =>
            {
                var (from, to) = (first - firstDay, day - firstDay);
                return (months[to] - months[from] - (days[to] < days[from] && !isLast[to] ? 1 : 0)) / length;
            };
        }
    }

    public int PeriodOf(int day) => period[day - firstDay];

    /// <summary>Below zero for a day before offset 0.</summary>
    [MethodImpl(Hot.Path)]
    public int OffsetOf(int first, int day) => isCalendar || day >= first ? Math.Max(offset(first, day), CohortQuestion.Before) : CohortQuestion.Before;

    /// <summary>The first day after an offset, at most the as-of date.</summary>
    public int EndOf(int first, int number)
    {
        var (from, to) = (first, asOf);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = offset(first, middle) > number ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    /// <summary>How many months a unit has; zero for the shorter ones.</summary>
    public static int MonthsOf(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Month => 1,
        PeriodUnit.Quarter => 3,
        PeriodUnit.Year => 12,
        _ => 0,
    };

    private int[] Numbers(int lastDay, Func<int, int> of)
    {
        var numbers = new int[lastDay - firstDay + 1];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = of(firstDay + i);
        }

        return numbers;
    }
}
