using System.Collections.Generic;
using CustomerMetrics.Engine.Facts.Contracts;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>
/// What cohorts see of a subscriber: at the close of each offset, whether somebody is there, and with what money of a month. So the cells of a period add up
/// to the close of its ledger.
/// </summary>
internal sealed class TermCloses(RowColumns rows, ContractRule rule, OffsetClock clock, int asOf, GroupKeys groups)
{
    private readonly CustomerTerms terms = new(rows, rule, asOf);

    /// <summary>The first day of the first paid term.</summary>
    public int FirstDay { get; private set; }

    public int FirstGroup { get; private set; }

    /// <returns>Zero; -1 for somebody who never paid.</returns>
    public int Gather(int customer, List<Visit> visits)
    {
        visits.Clear();
        terms.Load(customer);
        if (terms.Paid.Count == 0)
        {
            return -1;
        }

        FirstDay = terms.Paid[0].Start;
        FirstGroup = terms.GroupOn(FirstDay + 1, groups);
        var close = FirstDay;
        for (var offset = 0; close < asOf; offset++)
        {
            close = clock.EndOf(FirstDay, offset);
            var (isThere, value) = terms.StateOn(close);
            if (isThere || value != 0)
            {
                visits.Add(new(close - 1, isThere, FirstGroup, value, 0));
            }
        }

        return 0;
    }
}
