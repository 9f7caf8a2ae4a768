using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>Rows that repeat an earlier one: those that are there, and examples of those that the import dropped.</summary>
internal sealed record DuplicateFact(RowTally Kept, IReadOnlyList<int> Dropped);

/// <summary>The duplicates from columns. The import has found them, by the whole record.</summary>
internal static class DuplicateScan
{
    public static DuplicateFact Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        var kept = new RowTally();
        if (rows.Repeats is { } repeats)
        {
            for (var row = 0; row < rows.Start[^1]; row++)
            {
                if ((row & 0xFFFFF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (repeats[row] && rows.Day[row] < asOf)
                {
                    kept.Add(rows.RowNumber[row], rows.Amount[row]);
                }
            }
        }

        return new DuplicateFact(kept, rows.Dropped);
    }
}
