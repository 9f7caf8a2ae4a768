using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Gaps;

/// <summary>How long customers paused, and how long they have been silent: counts by days.</summary>
internal sealed record GapFact(IReadOnlyDictionary<int, long> Gaps, IReadOnlyDictionary<int, long> Silences)
{
    /// <summary>Losses that a window of so many days would have dated, and how many of them came back later.</summary>
    public (long Lost, long CameBack) LossesOf(int windowDays)
    {
        var cameBack = Longer(Gaps, windowDays);
        return (cameBack + Longer(Silences, windowDays), cameBack);
    }

    private static long Longer(IReadOnlyDictionary<int, long> counts, int days)
    {
        long sum = 0;
        foreach (var (length, count) in counts)
        {
            sum += length > days ? count : 0;
        }

        return sum;
    }
}

/// <summary>The gap fact from columns.</summary>
internal static class GapScan
{
    public static GapFact Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        var gaps = new Dictionary<int, long>();
        var silences = new Dictionary<int, long>();
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var days = new CustomerDays(rows, customer, asOf);
            var last = -1;
            while (days.MoveNext())
            {
                if (!days.IsActivity)
                {
                    continue;
                }

                if (last >= 0)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(gaps, days.Day - last, out _)++;
                }

                last = days.Day;
            }

            if (last >= 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(silences, asOf - last, out _)++;
            }
        }

        return new GapFact(gaps, silences);
    }
}
