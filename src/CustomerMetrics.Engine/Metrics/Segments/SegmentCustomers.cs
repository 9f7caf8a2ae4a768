using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>What the customers of a source are scored by, in columns. Those without a purchase stand apart.</summary>
internal sealed class SegmentCustomers
{
    public List<string> Ids { get; } = [];

    /// <summary>Whole days from the last activity to the as-of date.</summary>
    public List<int> Recency { get; } = [];

    public List<int> Frequency { get; } = [];

    /// <summary>Net money in units.</summary>
    public List<Int128> Money { get; } = [];

    public List<(string Id, Int128 Money)> WithoutPurchase { get; } = [];

    public int Count => Ids.Count;

    public static SegmentCustomers Ask(CustomerSource source, int asOf, FrequencyMeasure frequencyOf, CancellationToken cancellationToken)
    {
        var all = new SegmentCustomers();
        foreach (var total in CustomerFacts.CustomerTotals(source, new(0, asOf, []), cancellationToken))
        {
            if (total.LastActivity < 0)
            {
                all.WithoutPurchase.Add((total.CustomerId, total.Net));
                continue;
            }

            all.Ids.Add(total.CustomerId);
            all.Recency.Add(asOf - total.LastActivity);
            all.Frequency.Add(frequencyOf is FrequencyMeasure.Rows ? total.SaleRows : total.Days);
            all.Money.Add(total.Net);
        }

        return all;
    }
}
