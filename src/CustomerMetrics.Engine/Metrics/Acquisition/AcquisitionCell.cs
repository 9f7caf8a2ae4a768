using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>One channel in one cohort.</summary>
/// <param name="Period">The number of the period.</param>
/// <param name="Channel">Its name.</param>
/// <param name="Spend">In units; null where the table has no row for it.</param>
/// <param name="Lines">The customers; none where nobody came.</param>
internal sealed record AcquisitionCell(int Period, string Channel, Int128? Spend, IReadOnlyList<CohortLine> Lines)
{
    public long Customers { get; } = Lines.Sum(line => line.Customers);
}
