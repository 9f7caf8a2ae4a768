using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The customers whose first row lies before a day.</summary>
/// <param name="Customers">All customers with a row.</param>
/// <param name="Early">Those whose first row lies before the day.</param>
/// <param name="Amount">Units of all rows of these.</param>
/// <param name="Examples">Some of their first rows.</param>
internal sealed record LeftEdgeFact(long Customers, long Early, Int128 Amount, IReadOnlyList<int> Examples);

/// <summary>The left edge from columns.</summary>
internal static class LeftEdgeScan
{
    public static LeftEdgeFact Scan(RowColumns rows, int asOf, int edge, CancellationToken cancellationToken)
    {
        long customers = 0;
        long early = 0;
        Int128 amount = 0;
        var examples = new FirstNumbers();
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var days = rows.DaysOf(customer);
            if (days.IsEmpty || days[0] >= asOf)
            {
                continue;
            }

            customers++;
            if (days[0] >= edge)
            {
                continue;
            }

            early++;
            examples.Add(rows.RowNumber[rows.Start[customer]]);
            var amounts = rows.AmountsOf(customer);
            for (var i = 0; i < days.Length && days[i] < asOf; i++)
            {
                amount += amounts[i];
            }
        }

        return new(customers, early, amount, examples.ToList());
    }
}
