using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Quality;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>
/// Days with rows, cut where nothing came for half a year. A stretch with less than a hundredth of the rows is stray; what lies between the first and the last
/// of the others is the body of the data.
/// </summary>
/// <param name="Body">The rows by day without the stray stretches at either end.</param>
/// <param name="Strays">The stray stretches, as day numbers; the second is not part of it.</param>
internal sealed record DataStretches(DailyRowFact Body, IReadOnlyList<(int From, int To)> Strays)
{
    private const int LongestPause = 180;
    private const int StrayShare = 100;

    public static DataStretches Of(DailyRowFact days)
    {
        var stretches = Cut(days);
        var strays = stretches.FindAll(stretch => stretch.Rows * StrayShare < days.Count);
        if (strays.Count == 0)
        {
            return new(days, []);
        }

        // The empty days up to the as-of date belong to the body, unless a stray row lies there.
        var first = stretches.Find(stretch => !strays.Contains(stretch)).From;
        var last = stretches.FindLast(stretch => !strays.Contains(stretch));
        var end = last == stretches[^1] ? days.Rows.Length : last.To;
        var body = new DailyRowFact(
            days.FirstDay + first,
            days.Rows[first..end],
            days.Amounts[first..end],
            days.LastNumbers[first..end],
            stretches.Where(stretch => stretch.From >= first && stretch.To <= end).Sum(stretch => stretch.Rows));
        return new(body, [.. strays.Select(stretch => (days.FirstDay + stretch.From, days.FirstDay + stretch.To))]);
    }

    private static List<Stretch> Cut(DailyRowFact days)
    {
        var stretches = new List<Stretch>();
        for (var day = 0; day < days.Rows.Length; day++)
        {
            if (days.Rows[day] == 0)
            {
                continue;
            }

            if (stretches.Count > 0 && day - stretches[^1].To < LongestPause)
            {
                stretches[^1] = stretches[^1] with { To = day + 1, Rows = stretches[^1].Rows + days.Rows[day] };
            }
            else
            {
                stretches.Add(new(day, day + 1, days.Rows[day]));
            }
        }

        return stretches;
    }

    private readonly record struct Stretch(int From, int To, long Rows);
}
