using System;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>How amounts spread.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Candidate">The only amount that more than half of the rows can have.</param>
/// <param name="Sizes">Rows that are not zero, by the logarithm of their size in units.</param>
internal sealed record AmountFact(long Rows, long Candidate, LogHistogram Sizes);

/// <summary>The spread of amounts from columns.</summary>
internal static class AmountScan
{
    public static AmountFact Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        long count = 0;
        long candidate = 0;
        long lead = 0;
        var sizes = new LogHistogram();
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

            var amount = rows.Amount[row];
            count++;
            if (amount != 0)
            {
                sizes.Add(Math.Abs((double)amount));
            }

            // Boyer and Moore 1981: pairs of different amounts cancel out, and a majority cannot be cancelled.
            if (lead == 0)
            {
                candidate = amount;
            }

            lead += amount == candidate ? 1 : -1;
        }

        return new(count, candidate, sizes);
    }
}
