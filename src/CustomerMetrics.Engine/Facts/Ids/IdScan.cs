using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ids;

/// <summary>The ids of the customers with a row, from columns.</summary>
internal static class IdScan
{
    private const int OftenEnough = 0xFFF;

    public static IEnumerable<string> Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (rows.DaysOf(customer) is [var first, ..] && first < asOf)
            {
                yield return rows.CustomerIds.GetName(customer);
            }
        }
    }
}
