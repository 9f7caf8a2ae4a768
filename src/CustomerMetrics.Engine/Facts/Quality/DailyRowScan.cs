using System;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>What each day brought, from the first day with a row up to the as-of date.</summary>
/// <param name="FirstDay">The day of the first element.</param>
/// <param name="Rows">Rows a day.</param>
/// <param name="Amounts">Units a day.</param>
/// <param name="LastNumbers">The largest number of a row of the day; zero on a day without rows.</param>
/// <param name="Count">All rows.</param>
internal sealed record DailyRowFact(int FirstDay, int[] Rows, Int128[] Amounts, int[] LastNumbers, long Count);

/// <summary>The daily rows from columns.</summary>
internal static class DailyRowScan
{
    public static DailyRowFact Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        var first = Math.Min(rows.FindFirstDay() ?? asOf, asOf);
        var fact = new DailyRowFact(first, new int[asOf - first], new Int128[asOf - first], new int[asOf - first], 0);
        long count = 0;
        for (var row = 0; row < rows.Start[^1]; row++)
        {
            if ((row & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (rows.Day[row] >= asOf)
            {
                continue;
            }

            var day = rows.Day[row] - first;
            fact.Rows[day]++;
            fact.Amounts[day] += rows.Amount[row];
            fact.LastNumbers[day] = Math.Max(fact.LastNumbers[day], rows.RowNumber[row]);
            count++;
        }

        return fact with { Count = count };
    }
}
