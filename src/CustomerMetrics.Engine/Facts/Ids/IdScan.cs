using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ids;

/// <summary>The ids of the customers with a row, from columns.</summary>
internal static class IdScan
{
    public static IEnumerable<string> Scan(RowColumns rows, int asOf)
    {
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if (rows.DaysOf(customer) is [var first, ..] && first < asOf)
            {
                yield return rows.CustomerIds.GetName(customer);
            }
        }
    }
}
