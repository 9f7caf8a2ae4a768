using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.Averages;

/// <summary>The margin as a share of revenue: given, or (net - cost) / net of all rows of a group before the as-of date.</summary>
/// <param name="Rate">Null when nothing tells costs, or when net is not above zero.</param>
/// <param name="Basis">Where the rate came from.</param>
internal readonly record struct MarginRate(double? Rate, MarginBasis Basis)
{
    public static Func<string?, MarginRate> ByGroup(IReadOnlyList<CustomerLedgerEntry> entries, double? given, CancellationToken cancellationToken)
    {
        if (given is { } rate)
        {
            return _ => new(rate, MarginBasis.Given);
        }

        return Sums(entries, cancellationToken) is { } sums
            ? group => new(sums.TryGetValue(group ?? "", out var sum) && sum.Net > 0 ? (double)(sum.Net - sum.Cost) / (double)sum.Net : null, MarginBasis.Cost)
            : _ => new(null, MarginBasis.Revenue);
    }

    // Null without a cost column, which subscriptions never have. Entries that crossed a file have no source to ask.
    private static Dictionary<string, (Int128 Net, Int128 Cost)>? Sums(IReadOnlyList<CustomerLedgerEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0 || entries[0].Source is not { Contract: null } source)
        {
            return null;
        }

        var sums = new Dictionary<string, (Int128 Net, Int128 Cost)>(StringComparer.Ordinal);
        foreach (var summary in CustomerFacts.Summaries(source, PeriodCalendar.Day(entries[0].AsOf), entries[0].GroupBy?.Split(", ") ?? [], cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (summary.Cost is not { } cost)
            {
                return null;
            }

            var (net, costs) = sums.GetValueOrDefault(summary.Group ?? "");
            sums[summary.Group ?? ""] = (net + summary.Sales + summary.Refunds, costs + cost);
        }

        return sums;
    }
}
