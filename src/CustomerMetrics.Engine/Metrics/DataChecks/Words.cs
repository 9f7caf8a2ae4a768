using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Counts, money and dates in the messages of the checks.</summary>
internal static class Words
{
    private const int MostNamed = 5;
    private const double SmallestShown = 0.0001;

    public static string Rows(long count) => Of(count, "row", "rows");

    public static string Days(long count) => Of(count, "day", "days");

    public static string Ids(long count) => Of(count, "id", "ids");

    public static string Refunds(long count) => Of(count, "refund", "refunds");

    public static string Of(long count, string one, string many) => Errors.Invariant($"{count:#,0} {(count == 1 ? one : many)}");

    public static string Money(Int128 units) => Errors.Invariant($"{Engine.Money.ToDecimal(units):#,0.00##}");

    public static string Percent(double share) => share is > 0 and < SmallestShown ? "less than 0.01%" : Errors.Invariant($"{share * 100:0.##}%");

    public static string Date(int day) => Errors.Invariant($"{PeriodCalendar.Date(day):yyyy-MM-dd}");

    public static string Dates(int first, int last) => first == last ? Date(first) : $"{Date(first)} to {Date(last)}";

    /// <summary>The first few of many names.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? Errors.Invariant($" and {names.Count - MostNamed:#,0} more") : "");
}
