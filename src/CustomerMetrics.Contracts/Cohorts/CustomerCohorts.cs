using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The cells of cohorts, cohort by cohort, and what to know of them.</summary>
public sealed record CustomerCohorts(IEnumerable<CohortCell> Cells, IReadOnlyList<string> Warnings);
