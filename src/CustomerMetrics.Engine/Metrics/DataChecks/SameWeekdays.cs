using System;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>What an empty day should have brought.</summary>
/// <param name="Index">Days since the first day.</param>
/// <param name="Least">Rows that were to be expected at least.</param>
/// <param name="Rows">Rows that the days around brought on average, empty ones left out.</param>
/// <param name="Amount">Units that these brought on average.</param>
internal readonly record struct ExpectedDay(int Index, int Least, long Rows, Int128 Amount);

/// <summary>
/// Expects of a day what its weekday brought in the four weeks before and the four after the gap it lies in: as many rows as at least three of four had,
/// on the poorer side. So neither bursts nor a change of opening days make an expectation.
/// </summary>
internal static class SameWeekdays
{
    private const int Weeks = 4;
    private const int Needed = 3;
    private const int DaysPerWeek = 7;

    /// <param name="days">The rows by day.</param>
    /// <param name="day">An empty day.</param>
    /// <param name="start">The first day of the gap.</param>
    /// <param name="end">The first day after the gap.</param>
    public static ExpectedDay Expect(DailyRowFact days, int day, int start, int end)
    {
        var before = new Side(days, day - (((day - start) / DaysPerWeek) + 1) * DaysPerWeek, -DaysPerWeek);
        var after = new Side(days, day + (((end - 1 - day) / DaysPerWeek) + 1) * DaysPerWeek, DaysPerWeek);
        var least = (before.Least, after.Least) switch
        {
            ({ } a, { } b) => Math.Min(a, b),
            var (a, b) => a ?? b ?? 0,
        };
        var open = before.Open + after.Open;
        return least == 0 ? new(day, 0, 0, 0) : new(day, least, (before.Rows + after.Rows) / open, (before.Amount + after.Amount) / open);
    }

    private readonly struct Side
    {
        /// <summary>What at least three of the four days had; null where the data has fewer than three.</summary>
        public readonly int? Least;

        /// <summary>Days with rows, these rows, and their money.</summary>
        public readonly int Open;
        public readonly long Rows;
        public readonly Int128 Amount;

        public Side(DailyRowFact days, int first, int step)
        {
            Span<int> counts = stackalloc int[Weeks];
            var length = 0;
            for (var day = first; length < Weeks && day >= 0 && day < days.Rows.Length; day += step)
            {
                counts[length++] = days.Rows[day];
                Open += days.Rows[day] > 0 ? 1 : 0;
                Rows += days.Rows[day];
                Amount += days.Amounts[day];
            }

            counts = counts[..length];
            counts.Sort();
            Least = length < Needed ? null : counts[length - Needed];
        }
    }
}
