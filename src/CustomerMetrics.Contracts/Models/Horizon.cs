using System;
using System.Globalization;

namespace CustomerMetrics;

/// <summary>A stretch of calendar time from a date on, such as 12 months; or all time to come.</summary>
/// <param name="Count">How many; zero for all time.</param>
/// <param name="Unit">Of what.</param>
public sealed record Horizon(int Count, PeriodUnit Unit)
{
    /// <summary>All time to come.</summary>
    public static Horizon Infinite { get; } = new(0, PeriodUnit.Year);

    public bool IsInfinite => Count == 0;

    /// <summary>The date after so many units from a date on; months end on their last day where they are shorter.</summary>
    public DateTime From(DateTime date) => Unit switch
    {
        PeriodUnit.Day => date.AddDays(Count),
        PeriodUnit.Week => date.AddDays(7.0 * Count),
        PeriodUnit.Month => date.AddMonths(Count),
        PeriodUnit.Quarter => date.AddMonths(3 * Count),
        _ => date.AddYears(Count),
    };

    /// <summary>The same length before a date.</summary>
    public DateTime Before(DateTime date) => (this with { Count = -Count }).From(date);

    public override string ToString() => IsInfinite ? "infinite" : $"{Count.ToString(CultureInfo.InvariantCulture)} {Unit.ToString().ToLowerInvariant()}{(Count == 1 ? "" : "s")}";
}
